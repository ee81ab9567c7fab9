"""Each case is what a client asks for, and what the stand-in makes of it."""

import re
from string import Template
from typing import Any

from tests.checkout.sandbox.calling import Json, call, part_of, tea

from wenpu.checkout.sandbox import Account, Sandbox

WHEN = 1795305600.0


def test_answers_as_the_case_says(case: dict[str, Any]) -> None:
    """Tea is on sale already; each step is a call, or somebody who buys."""
    account = Account(**case.get("account", {}))
    sandbox = Sandbox(seed="case", clock=lambda: WHEN, account=account)
    link = tea(sandbox)
    names = {"link": link["id"], "url": link["url"]}
    names |= {"price": seen_price(sandbox), "item": first_item(sandbox, link)}

    for step in case["steps"]:
        found = take(sandbox, filled(step, names))
        if "as" in step:
            names[step["as"]] = found["id"]
            names[f"{step['as']}_url"] = str(found.get("url"))
        wanted = filled(step.get("says", {}), names)
        assert part_of(found, wanted) == wanted, step
        assert not found.keys() & set(step.get("lacks", ())), step


def take(sandbox: Sandbox, step: dict[str, Any]) -> dict[str, Any]:
    """Take one step; return what came of it: an object, or why it was refused."""
    if "buy" in step:
        return sandbox.buy(step["buy"], **step.get("with", {}))
    reply = call(sandbox, step["do"], step.get("with"))
    if "refused" in step:
        error = reply.plain.get("error", {"message": f"It was done: {reply.body}"})
        wanted = {"status": 400, **step["refused"]}
        found = {**error, "status": reply.status}
        assert re.search(wanted.pop("message", ""), found["message"]), found["message"]
        assert part_of(found, wanted) == wanted, found
        assert found["type"] == "invalid_request_error"
        assert found.get("code", "…") == wanted.get("code", "…"), found
        return {}
    assert reply.status == 200, reply.body
    return reply.plain


def filled(value: Json, names: dict[str, str]) -> Json:
    """Put the ids of what was made into *value*: `$price`."""
    if isinstance(value, dict):
        return {filled(k, names): filled(v, names) for k, v in value.items()}
    if isinstance(value, list):
        return [filled(one, names) for one in value]
    if not isinstance(value, str):
        return value
    times = re.fullmatch(r"(.) x ([0-9]+)", value)
    return times[1] * int(times[2]) if times else Template(value).safe_substitute(names)


def seen_price(sandbox: Sandbox) -> str:
    found = call(sandbox, "GET prices").plain
    return str(found["data"][0]["id"])


def first_item(sandbox: Sandbox, link: dict[str, Any]) -> str:
    found = call(sandbox, f"GET payment_links/{link['id']}/line_items").plain
    return str(found["data"][0]["id"])
