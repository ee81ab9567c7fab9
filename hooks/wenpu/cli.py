"""The `wenpu` command. It reads arguments, calls one function, prints."""

import json
import logging
import os
import shlex
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from wenpu import catalog, shop, words
from wenpu.build import engine, play, settings
from wenpu.checkout import lock, opening
from wenpu.problems import WenpuError, errors

# A build is waited for by somebody: what only other commands need, they fetch. That is
# a sixth of the time until anything happens.
if TYPE_CHECKING:
    from wenpu.checkout.changes import Plan
    from wenpu.checkout.counter import Counter as Checkout

CHANGES_PENDING = 2
PLANS = ("text", "json", "markdown")
FORMATS = ("text", "json", "github")
THINGS = ("article", "product")
"""What can be begun inside a site."""

FORMS = "Write  new FOLDER  or  new article TITLE  or  new product NAME"

SCHEMAS = {
    "product": catalog.schema,
    "shelf": catalog.shelf_schema,
    "shipping": catalog.rates_schema,
    "promotions": catalog.coupons_schema,
}


class PlainErrors(click.Group):
    """Commands whose errors are sentences, not traces."""

    def invoke(self, ctx: click.Context) -> object:
        """Turn a `WenpuError` into its sentence, and exit with 1."""
        try:
            return super().invoke(ctx)
        except WenpuError as error:
            click.echo(str(error), err=True)
            ctx.exit(1)


@click.group(cls=PlainErrors)
@click.version_option(package_name="wenpu")
@click.option(
    "-C",
    "--directory",
    "root",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=".",
    help="Work on the site in this folder.",
)
@click.pass_context
def main(ctx: click.Context, root: Path) -> None:
    """Articles and a shop from one folder of Markdown and YAML."""
    ctx.obj = root


@main.command()
@click.argument("what")
@click.argument("name", required=False)
@click.option(
    "--lang",
    type=click.Choice(words.WRITTEN),
    default="zh",
    help="Language of a new site.",
)
@click.pass_obj
def new(root: Path, what: str, name: str | None, lang: str) -> None:
    """
    Begin a site, an article or a product.

    \b
    wenpu new FOLDER              a small complete site in that folder
    wenpu new article TITLE       a draft in content/articles/
    wenpu new product NAME        a product; SHELF/NAME puts it on a shelf
    """
    from wenpu import starter  # noqa: PLC0415 (see above)

    if (name is None) == (what in THINGS):
        raise click.UsageError(
            "Write  new FOLDER,  new article TITLE  or  new product NAME"
        )
    if what == "article" and name:
        found = settings.read(config := engine.config(root), _options(config))
        click.echo(starter.article(root, found.content_dir, name, found.today))
    elif what == "product" and name:
        products = _options(engine.config(root)).products
        click.echo(starter.product(root, products, name))
        _write_schemas(root)
    else:
        folder = root / what
        made = starter.site(folder, lang, settings.today(""))
        _write_schemas(folder)
        click.echo(f"{len(made)} files in {folder}. Next:")
        click.echo(f"  cd {shlex.quote(str(folder))} && wenpu serve")


def _options(config: Any) -> Any:  # noqa: ANN401
    return engine.plugin(config).config


@main.command()
@click.option("--address", default="127.0.0.1:8000", help="HOST:PORT to serve at.")
@click.pass_obj
def serve(root: Path, address: str) -> None:
    """Show the site while you write it: drafts included, rebuilt on every change."""
    _speak(play.SAID)
    click.echo(f"http://{address}/  (Ctrl+C ends it)")
    from wenpu.build import preview  # noqa: PLC0415 (a build needs no server)

    preview.serve(root, address)


@main.command()
@click.option("--strict", is_flag=True, help="Stop at warnings, too.")
@click.option("--drafts", is_flag=True, help="Build drafts and future articles, too.")
@click.option(
    "--mode",
    type=click.Choice(lock.MODES),
    help="Whose links: live ones, or those of test mode for a preview.",
)
@click.option("--clean", is_flag=True, help="Build all, whatever was built before.")
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path),
    help="Where to write the site, if not where mkdocs.yml says.",
)
@click.option(
    "--cluster",
    default="",
    metavar="ADDRESS",
    help="Let the workers of a Dask cluster print, as in tcp://192.168.1.20:8786.",
)
@click.pass_obj
def build(
    root: Path, /, mode: str | None, site_dir: Path | None, cluster: str, **flags: bool
) -> None:
    """Build the site. Nothing is written if something must be mended first."""
    _speak(logging.WARNING)
    changes: dict[str, Any] = {"drafts": True} if flags["drafts"] else {}
    if mode:
        changes["mode"] = mode
    if site_dir:
        changes["site_dir"] = str(site_dir.resolve())
    config = engine.config(root, strict=flags["strict"] or None, **changes)
    with _progress() as made:
        built = engine.build(config, made, clean=flags["clean"], cluster=cluster)
    click.echo(
        f"{built.articles} articles, {built.products} products, {built.pages} pages "
        f"in {built.seconds:.1f} s: {built.folder}"
    )
    for line in built.weights:
        click.echo(f"  {line}")


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """Count pictures and pages on a terminal; say nothing in CI or into a file."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    counts: Counter[str] = Counter()

    def made(what: str) -> None:
        counts[what] += 1
        click.echo(f"\r\033[K{counts[what]} {what}", nl=False, err=True)

    yield made
    click.echo("\r\033[K", nl=False, err=True)


@main.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    help="Who reads it: a person, a program, a pull request on GitHub.",
)
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@click.pass_context
def check(ctx: click.Context, form: str, strict: bool) -> None:
    """
    Say all that is wrong, and what nothing leads to, without building.

    Ends with 1 if there are errors (with --strict: or warnings), else with 0.
    """
    from wenpu import report  # noqa: PLC0415 (see above)

    _speak(logging.WARNING)
    found = engine.load(ctx.obj)
    problems = [*found.problems, *shop.orphans(found)]
    if text := report.PROBLEMS[form](problems):
        click.echo(text)
    if form == "text":
        click.echo(report.summary(problems), err=True)
    ctx.exit(1 if errors(problems, strict=strict) else 0)


def _till(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say which checkout *command* is about."""
    for name, words_ in (
        ("--sandbox", "Play: the stand-in of this folder, and no key."),
        ("--live", "Real money: the key must be a live one."),
    ):
        command = click.option(name, is_flag=True, help=words_)(command)
    return command


def _counter(root: Path, *, live: bool, sandbox: bool) -> "Checkout":
    _speak(logging.ERROR)
    gateway = opening.service(os.environ, root, live=live, sandbox=sandbox)
    return engine.counter(root, gateway)


_form = click.option(
    "--format",
    "form",
    type=click.Choice(PLANS),
    default="text",
    help="Who reads it: a person, a program, a pull request.",
)


@main.command()
@_till
@_form
@click.pass_context
def plan(ctx: click.Context, live: bool, sandbox: bool, form: str) -> None:
    """
    Say what the checkout would change so that it sells what the files say.

    Changes nothing, ever. Ends with 2 if there are changes, with 0 if there are none.
    """
    _shown(ctx, _counter(ctx.obj, live=live, sandbox=sandbox).plan, form, "apply")


def _shown(ctx: click.Context, plan: "Plan", form: str, command: str) -> NoReturn:
    """Print *plan*, and which *command* makes it; end as a look does."""
    from wenpu import report  # noqa: PLC0415 (see above)
    from wenpu.checkout.changes import FLAGS  # noqa: PLC0415 (see above)

    click.echo(report.PLANS[form](plan))
    if form == "text" and plan.changes:
        said = f"wenpu {command} {plan.digest}{FLAGS[plan.mode]}"
        click.echo(f"Make it with  {said}", err=True)
    ctx.exit(CHANGES_PENDING if plan.changes else 0)


@main.command()
@click.argument("digest")
@_till
@click.option("--force", is_flag=True, help="Do what nobody does by accident.")
@click.pass_obj
def apply(root: Path, digest: str, live: bool, sandbox: bool, force: bool) -> None:
    """
    Make the plan called DIGEST, as `plan` printed it, and no other.

    Each offer is noted in checkout.lock.yml as soon as it is done; commit that file.
    """
    from wenpu.checkout import counter as checkout  # noqa: PLC0415 (see above)

    counter = _counter(root, live=live, sandbox=sandbox)
    with lock.held(root / ".wenpu") as waited:
        # Whoever was waited for may have made this very plan: then nothing is left.
        if not (waited and not counter.plan.changes):
            checkout.same(counter.plan, digest, "plan")
        if not force:
            counter.plan.require_safe()
        _made(counter, counter.plan)


def _made(counter: "Checkout", plan: "Plan") -> None:
    """Make *plan*, with a bar on a terminal, with a line for each change elsewhere."""
    changes = counter.apply(plan)
    done = 0
    if sys.stderr.isatty():
        label, length = "Stripe", len(plan.changes)
        with click.progressbar(changes, length, label, file=sys.stderr) as bar:
            done = sum(1 for _ in bar)
    else:
        for change in changes:
            done += 1
            click.echo(str(change))
    path = counter.path.relative_to(counter.root).as_posix()
    click.echo(f"{done} of {len(plan.changes)} changes made. {path} is written.")


@main.command()
@click.argument("digest", required=False)
@_till
@_form
@click.pass_context
def prune(
    ctx: click.Context, digest: str | None, live: bool, sandbox: bool, form: str
) -> None:
    """
    Close what has been replaced, once its time of grace is over.

    Without a DIGEST, say what would be closed: ends with 2 if anything, with 0 if not.
    """
    from wenpu.checkout import counter as checkout  # noqa: PLC0415 (see above)

    counter = _counter(ctx.obj, live=live, sandbox=sandbox)
    if digest is None:
        _shown(ctx, counter.pruning, form, "prune")
    with lock.held(ctx.obj / ".wenpu"):
        checkout.same(counter.pruning, digest, "prune")
        _made(counter, counter.pruning)


@main.command()
@click.argument("what", type=click.Choice(list(SCHEMAS)), default="product")
@click.option("--write", is_flag=True, help="Write them all into .wenpu/ for editors.")
@click.pass_obj
def schema(root: Path, what: str, write: bool) -> None:
    """Print the JSON Schema of a product file, or of another file in products/."""
    if write:
        _write_schemas(root)
    else:
        click.echo(_as_json(SCHEMAS[what]()))


def _write_schemas(root: Path) -> None:
    """Put the schemas where the first line of a product file says."""
    folder = root / ".wenpu"
    folder.mkdir(exist_ok=True)
    for name, made in SCHEMAS.items():
        path = folder / f"{name}.schema.json"
        path.write_text(_as_json(made()) + "\n", encoding="utf-8")


def _as_json(value: Any) -> str:  # noqa: ANN401
    return json.dumps(value, ensure_ascii=False, indent=2)


class _Plain(logging.Handler):
    """MkDocs' messages as sentences on stderr."""

    def emit(self, record: logging.LogRecord) -> None:
        click.echo(record.getMessage().removeprefix("wenpu: "), err=True)


def _speak(level: int) -> None:
    engine.speak(level, _Plain())
