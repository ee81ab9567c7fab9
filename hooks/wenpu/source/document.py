"""
YAML as nodes with their lines, refused when it is not plain YAML of a sane size.

Plain means: one document of mappings, lists and scalars; no tags, no merge keys, no
field twice, no alias that multiplies. What is refused here could be a slip or an
attack, and in both cases nothing good could be built from it.
"""

from collections.abc import Iterator

import yaml

from wenpu.patterns import later
from wenpu.problems import ContentError, Problem, Spot
from wenpu.source.slips import slip

LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # C is 10 times as fast.
MOST_NODES = 10_000
DEEPEST = 50
ODD = later(
    "[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def compose(
    text: str, path: str, first_line: int = 1, loader: type = LOADER
) -> yaml.MappingNode | None:
    """
    Return the fields of the YAML *text*, or nothing when it says nothing.

    *path* is the file to name in problems and *first_line* the line on which *text*
    begins there; *loader* is who parses it. Raise `ContentError` with every problem
    that could be found.
    """
    # Empty lines mean nothing to YAML, and save adding the offset everywhere else.
    text = "\n" * (first_line - 1) + text
    try:
        node = _compose(text, path, loader)
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise ContentError([slip(text, path, error)]) from error
    if problems := [*_misfits(node, path)]:
        raise ContentError(problems)
    return node if isinstance(node, yaml.MappingNode) else None


def spot(path: str, node: yaml.Node) -> Spot:
    """Return where in the file *path* the *node* begins."""
    return Spot(path, node.start_mark.line + 1)


def _compose(text: str, path: str, loader: type) -> yaml.Node | None:
    """Look before building: nesting and aliases are counted while they are events."""
    if found := ODD.search(text):
        where = Spot(path, text.count("\n", 0, found.start()) + 1)
        raise ContentError([_odd(where, found[0])])
    scales = _Scales(path)
    for event in yaml.parse(text, loader):
        scales.weigh(event)
    if scales.problems:
        raise ContentError(scales.problems)
    node: yaml.Node | None = yaml.compose(text, loader)
    return node


class _Scales:
    """Counts the nodes that a text would become once its aliases are followed."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.documents = 0
        self.open: list[list[int]] = []  # For each collection: its nodes, its depth.
        self.anchors: list[str | None] = []
        self.known: dict[str | None, tuple[int, int]] = {}

    def weigh(self, event: yaml.Event) -> None:
        """Take in the next *event*; raise as soon as it is too much."""
        if isinstance(event, yaml.DocumentStartEvent):
            self._begin(event)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.ScalarEvent):
            self._tag(event)
            self._add(event, event.anchor, 1, 1)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._tag(event)
            self.open.append([1, 1])
            self.anchors.append(event.anchor)
            self._limit(event, len(self.open), DEEPEST, "levels deep")
        elif isinstance(event, yaml.CollectionEndEvent):
            nodes, depth = self.open.pop()
            self._add(event, self.anchors.pop(), nodes, depth)

    def _begin(self, event: yaml.Event) -> None:
        self.documents += 1
        if self.documents > 1:
            fix = "Delete this line  ---  or move what follows to another file."
            raise ContentError([self._problem(event, "a second document.", fix)])

    def _add(
        self, event: yaml.Event, anchor: str | None, nodes: int, depth: int
    ) -> None:
        if anchor:
            self.known[anchor] = nodes, depth
        if self.open:
            top = self.open[-1]
            top[0] += nodes
            top[1] = max(top[1], depth + 1)
            self._limit(event, top[0], MOST_NODES, "values")
            self._limit(event, len(self.open) + depth, DEEPEST, "levels deep")

    def _alias(self, event: yaml.AliasEvent) -> None:
        name = str(event.anchor)
        if name in self.anchors:
            what = f"*{name} stands inside &{name}: it contains itself."
            fix = f"Write out what you mean instead of  *{name}"
            raise ContentError([self._problem(event, what, fix)])
        if name in self.known:  # What is not known is refused by the parser.
            self._add(event, None, *self.known[name])

    def _limit(self, event: yaml.Event, found: int, most: int, of: str) -> None:
        if found > most:
            what = f"more than {most:,} {of}, aliases followed."
            fix = "Write less, and without  &name  and  *name"
            raise ContentError([self._problem(event, what, fix)])

    def _tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.tag is not None:
            shown = str(event.tag).replace("tag:yaml.org,2002:", "!!")
            what = f"the tag {shown!r} means nothing here."
            fix = "Delete it; put a text that begins with  !  in quotes."
            self.problems.append(self._problem(event, what, fix))

    def _problem(self, event: yaml.Event, what: str, fix: str) -> Problem:
        line = event.start_mark.line + 1 if event.start_mark else 1
        return Problem(Spot(self.path, line), what, fix)


def _misfits(top: yaml.Node | None, path: str) -> Iterator[Problem]:
    """Find what the parser lets pass, in every node once."""
    if top is None or (isinstance(top, yaml.ScalarNode) and not top.value):
        return
    if not isinstance(top, yaml.MappingNode):
        fix = "Write  field: value  on each line, with a space after the colon."
        yield Problem(spot(path, top), "no fields, only a text or a list.", fix)
    for node in _below(top):
        if isinstance(node, yaml.MappingNode):
            yield from _keys(node, path)
        elif isinstance(node, yaml.ScalarNode) and (found := ODD.search(node.value)):
            yield _odd(spot(path, node), found[0])


def _below(top: yaml.Node) -> Iterator[yaml.Node]:
    seen, waiting = set[int](), [top]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        if isinstance(node, yaml.SequenceNode):
            waiting += node.value
        elif isinstance(node, yaml.MappingNode):
            waiting += [side for pair in node.value for side in pair]


def _keys(node: yaml.MappingNode, path: str) -> Iterator[Problem]:
    first: dict[str, yaml.Node] = {}
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            fix = "Write  field: value ,  or put the name in quotes."
            yield Problem(spot(path, key), "the name of a field is no text.", fix)
        elif key.tag.endswith(":merge"):
            fix = "Write the fields out; each file says all it means."
            yield Problem(spot(path, key), "'<<' takes in fields from elsewhere.", fix)
        elif (before := first.setdefault(key.value, key)) is not key:
            line = before.start_mark.line + 1
            what = f"{key.value!r} a second time; it stands on line {line} already."
            yield Problem(spot(path, key), what, "Delete one of the two.")


def _odd(where: Spot, sign: str) -> Problem:
    what = f"the invisible character U+{ord(sign):04X}."
    return Problem(where, what, "Delete it; it came with something pasted, perhaps.")
