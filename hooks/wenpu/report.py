"""The words for people: problems and plans as text, as JSON, for a pull request."""

import json
from collections import Counter
from collections.abc import Sequence

from wenpu.checkout.changes import Action, Change, Plan
from wenpu.problems import Level, Problem

MARKS = {Level.ERROR: "✗", Level.WARNING: "!", Level.NOTICE: "·"}
GITHUB = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTICE: "notice"}


def text(problems: Sequence[Problem]) -> str:
    """Return *problems* as an author reads them on a terminal."""
    return "\n".join(f"{MARKS[one.level]} {one}" for one in problems)


def as_json(problems: Sequence[Problem]) -> str:
    """Return *problems* for other programs."""
    rows = [
        {
            "path": one.spot.path,
            "line": one.spot.line,
            "level": one.level.value,
            "what": one.what,
            "fix": one.fix,
        }
        for one in problems
    ]
    return json.dumps({"problems": rows}, ensure_ascii=False, indent=2)


def github(problems: Sequence[Problem]) -> str:
    """Return *problems* as GitHub's workflow commands: it shows them in the diff."""
    return "\n".join(
        f"::{GITHUB[one.level]} file={_property(one.spot.path)},line={one.spot.line}"
        f"::{_data(f'{one.what} {one.fix}')}"
        for one in problems
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def summary(problems: Sequence[Problem]) -> str:
    """Return how many problems there are of each level, as one line."""
    counts = Counter(one.level for one in problems)
    said = [_plural(counts[level], level) for level in Level if counts[level]]
    return ", ".join(said) if said else "Nothing is wrong."


def _plural(number: int, level: Level) -> str:
    return f"{number} {level}" + ("s" if number > 1 else "")


MODES = {"live": "live", "test": "test mode", "sandbox": "sandbox, play money"}
DEEDS = {
    Action.CREATE: "put on sale",
    Action.UPDATE: "changed",
    Action.REPLACE: "replaced",
    Action.ARCHIVE: "taken off",
}


def plan_text(plan: Plan) -> str:
    """Return *plan* as an author reads it on a terminal."""
    lines = [f"Stripe ({MODES[plan.mode]})", *(f"  {one}" for one in plan.changes)]
    lines += [f"  · {note}" for note in plan.notes]
    lines += [f"  ! {danger}" for danger in plan.dangers]
    return "\n".join([*lines, "", _ending(plan)])


def _ending(plan: Plan) -> str:
    if not plan.changes:
        return plan.idle
    return f"{_counted(plan)}. The name of this plan is {plan.digest}"


def _counted(plan: Plan) -> str:
    counts = Counter(one.action for one in plan.changes)
    said = [f"{counts[one]} {DEEDS[one]}" for one in Action if counts[one]]
    return ", ".join(said)


def plan_json(plan: Plan) -> str:
    """Return *plan* for other programs."""
    found = {
        "mode": plan.mode,
        "account": plan.account,
        "digest": plan.digest,
        "changes": [_row(one) for one in plan.changes],
        "notes": list(plan.notes),
        "dangers": plan.dangers,
    }
    return json.dumps(found, ensure_ascii=False, indent=2)


def _row(change: Change) -> dict[str, object]:
    reasons = [
        {"what": one.what, "was": one.was, "now": one.now, "drift": one.drift}
        for one in change.reasons
    ]
    return {
        "action": str(change.action),
        "sort": change.sort,
        "key": change.key,
        "reasons": reasons,
    }


def plan_markdown(plan: Plan) -> str:
    """Return *plan* as a comment of a pull request; its first line names it."""
    lines = [
        f"<!-- wenpu plan {plan.mode} {plan.digest} -->",
        f"### At the checkout ({MODES[plan.mode]})",
        "",
    ]
    if not plan.changes:
        return "\n".join([*lines, "Nothing changes.", *_aside(plan)])
    lines += ["| | what | why |", "|---|---|---|", *map(_cells, plan.changes), ""]
    lines += [f"**{danger}**  " for danger in plan.dangers]
    return "\n".join([*lines, f"{_counted(plan)}. Plan `{plan.digest}`", *_aside(plan)])


def _aside(plan: Plan) -> list[str]:
    notes = [f"- {_cell(note)}" for note in plan.notes]
    if not notes:
        return []
    head = f"<details><summary>{len(notes)} notes</summary>"
    return ["", head, "", *notes, "", "</details>"]


def _cells(change: Change) -> str:
    sort = "" if change.sort == "offer" else f"{change.sort} "
    why = "; ".join(map(str, change.reasons))
    return f"| `{change.action}` | {sort}`{change.key}` | {_cell(why)} |"


def _cell(text: str) -> str:
    """Return *text* so that nothing in it is mark-up, nor ends a cell."""
    for char in "\\|<>[]*_`~":
        text = text.replace(char, f"\\{char}")
    return " ".join(text.split())


PROBLEMS = {"text": text, "json": as_json, "github": github}
PLANS = {"text": plan_text, "json": plan_json, "markdown": plan_markdown}
"""Whoever reads them."""
