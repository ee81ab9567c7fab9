"""
Jinja without what it looks up again at every value, macro and import.

A site's templates read plain dicts, call macros with the arguments they were written
with, and import them from files that do not change while a site is built. For each of
these Jinja has one way that serves all cases; here is the short one, and theirs for all
others. What comes out is the same.
"""

from importlib.metadata import version
from typing import Any, Final

from jinja2 import Environment, Template
from jinja2.runtime import Context, Macro
from jinja2.utils import internalcode
from markupsafe import Markup

TRIED: Final = "3.1."
"""The versions whose inner ways are known; others go at their own pace."""

METHODS = frozenset(dir(dict))
"""What `page.items` means, whatever the keys of `page` are."""

UNSEEN = {"_loop_vars", "_block_vars"}
"""What Jinja hands to a call for functions that ask for the context; no macro does."""


def quicken(env: Environment) -> None:
    """Make *env* take the short ways; Jinja's classes stay as they are."""
    usual = type(env) is Environment and not env.is_async
    if usual and version("jinja2").startswith(TRIED):
        env.__class__ = QuickEnvironment


class QuickContext(Context):
    """Calls a macro that is given just what it takes, without asking what it is."""

    @internalcode
    def call(self, called: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        """Call *called* as a template wrote it."""
        if type(called) is not Macro or not _fits(called, args, kwargs):
            return super().call(called, *args, **kwargs)
        try:
            made = called._func(*args)  # noqa: SLF001 (see TRIED)
        except StopIteration:
            return super().call(called, *args, **kwargs)
        return Markup(made) if self.eval_ctx.autoescape else made  # noqa: S704 (theirs)


def _fits(macro: Macro, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
    return (
        len(args) == macro._argument_count  # noqa: SLF001 (see TRIED)
        and not (macro.caller or macro.catch_kwargs or macro.catch_varargs)
        and (not kwargs or kwargs.keys() <= UNSEEN)
    )


class QuickTemplate(Template):
    """Is imported by the same globals as a rule: then nothing has to be compared."""

    @internalcode
    def _get_default_module(self, ctx: Context | None = None) -> Any:  # noqa: ANN401
        # A template has all the globals of its environment, and may have more.
        ours = self.environment.globals.keys()
        if self._module is not None and ctx is not None and ctx.globals_keys <= ours:
            return self._module
        return super()._get_default_module(ctx)


class QuickEnvironment(Environment):
    """Finds values of plain dicts, and templates it has met, at once."""

    context_class = QuickContext
    template_class = QuickTemplate
    met: tuple[Any, Any, dict[str, Template]] = (None, None, {})
    """For this loader and this cache: each template by its name."""

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401
        """Return what `obj.attribute` means in a template."""
        if type(obj) is dict and attribute not in METHODS:
            try:
                return obj[attribute]
            except KeyError:
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    @internalcode
    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: Any = None,  # noqa: A002, ANN401 (their names)
    ) -> Template:
        """Return the template called *name*."""
        loader, cache, known = self.met
        if loader is not self.loader or cache is not self.cache:
            self.met = self.loader, self.cache, (known := {})
        if globals is None and type(name) is str and (found := known.get(name)):
            return found
        found = super().get_template(name, parent, globals)
        if type(name) is str and self.cache is not None and not self.auto_reload:
            known[name] = found
        return found
