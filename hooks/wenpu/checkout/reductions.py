"""Coupons, their codes and the shipping rates, beside what the service has of them."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct, field

from wenpu.checkout import compare, jumps, minor, vocabulary
from wenpu.checkout.changes import Action, Change, Reason, Step, Verb
from wenpu.checkout.coupons import Reduction
from wenpu.checkout.gateway import Fields, Thing
from wenpu.checkout.ledger import Ledger, reason, update
from wenpu.checkout.names import Ref, id_of

MUCH = 50
"""Percent: nobody takes off more without meaning to."""


def rates(ledger: Ledger) -> Iterator[Change]:
    """Yield what is to be done for each shipping rate that is wanted."""
    for key, wanted in ledger.wanted.rates.items():
        found = _rate(ledger, key, wanted)
        if found.steps:
            yield found


def _rate(ledger: Ledger, key: str, wanted: Fields) -> Change:
    """Compare one rate; one that is off is taken up again rather than made anew."""
    names, rates = ledger.live.names, ledger.live.rates.values()
    there = [one for one in rates if names.key(one) == key]
    there.sort(key=lambda one: not one["active"])
    used = next((one for one in there if one["active"]), None)
    fitting = next((one for one in there if _same_rate(ledger, wanted, one)), None)
    if fitting is None:
        return _new_rate(ledger, key, wanted, there)
    ledger.ids[Ref(Thing.RATE, key)] = str(fitting["id"])
    drift = fitting is used
    steps, reasons = update(Thing.RATE, key, wanted, fitting, drift=drift)
    action = Action.UPDATE if drift else Action.REPLACE if used else Action.CREATE
    return Change(action, str(Thing.RATE), key, tuple(reasons), tuple(steps))


def _same_rate(ledger: Ledger, wanted: Fields, one: Fields) -> bool:
    """Tell whether a rate costs the same: other currencies are made anew as well."""
    amount = compare.same(wanted["fixed_amount"], one["fixed_amount"])
    others = set(_others(one)) <= set(_others(wanted))
    taxed = one.get("tax_behavior") in {wanted["tax_behavior"], "unspecified", None}
    return amount and others and taxed and ledger.fits(Thing.RATE, wanted, one)


def _others(rate: Fields) -> Fields:
    found: Fields = rate["fixed_amount"].get("currency_options") or {}
    return found


def _same_others(wanted: Fields, one: Fields) -> bool:
    """Tell whether *one* costs just what is *wanted* in just those currencies."""
    asked, there = _others(wanted), _others(one)
    return set(there) == set(asked) and compare.same(asked, there)


def _new_rate(ledger: Ledger, key: str, wanted: Fields, there: list[Fields]) -> Change:
    fields = compare.fresh(Thing.RATE, wanted)
    after = str(there[0]["id"]) if there else ""
    step = Step(Verb.CREATE, Ref(Thing.RATE, key), fields, after=after)
    why = (
        tuple(_other(ledger, wanted, there[0])) if there else (Reason(_costs(wanted)),)
    )
    action = Action.REPLACE if there else Action.CREATE
    sort, dangers = str(Thing.RATE), tuple(_jumps(key, wanted, there))
    return Change(action, sort, key, why, (step,), dangers=dangers)


def _jumps(key: str, wanted: Fields, there: list[Fields]) -> Iterator[str]:
    for before in there[:1]:
        change = f"{_costs(before)} → {_costs(wanted)}"
        was, now = jumps.of_rate(before), jumps.of_rate(wanted)
        yield from jumps.told(f"{Thing.RATE} {key}", change, was, now)


def _other(ledger: Ledger, wanted: Fields, before: Fields) -> Iterator[Reason]:
    """Say why the rate *before* cannot become what is *wanted*."""
    was, now = _costs(before), _costs(wanted)
    if was != now:
        yield Reason("price", was, now)
    elif not _same_others(wanted, before):
        yield Reason(vocabulary.called("currency_options"))
    fixed = ledger.fixed(Thing.RATE, wanted)
    for name in compare.differing(Thing.RATE, wanted, before):
        if name in fixed:
            yield reason(name, wanted, before, drift=False)


def _costs(rate: Fields) -> str:
    fixed = rate["fixed_amount"]
    return minor.shown(int(fixed["amount"]), str(fixed["currency"]))


def coupons(ledger: Ledger) -> Iterator[Change]:
    """Yield what is to be done for each coupon, those nobody wants any more last."""
    for key, wanted in ledger.wanted.reductions.items():
        found = _Coupon(ledger, key, wanted).change()
        if found:
            yield found
    orphans: dict[str, list[Step]] = {}
    for key, step in _unwanted(ledger):
        orphans.setdefault(key, []).append(step)
    for key, steps in sorted(orphans.items()):
        yield Change(Action.ARCHIVE, str(Thing.COUPON), key, (), tuple(steps))


def _unwanted(ledger: Ledger) -> Iterator[tuple[str, Step]]:
    """Yield what ends the coupons nobody wants, their codes first."""
    names, wanted = ledger.live.names, ledger.wanted.reductions
    for code in _codes(ledger):
        key = names.key(code)
        if code["active"] and key not in wanted and not _wanted(ledger, code):
            yield key, _code_off(code)
    for name, coupon in ledger.live.coupons.items():
        if (key := names.key(coupon)) not in wanted:
            yield key, Step(Verb.DELETE, Ref(Thing.COUPON, key), {}, name)


def _codes(ledger: Ledger) -> list[Fields]:
    return list(ledger.live.codes.values())


def _wanted(ledger: Ledger, code: Fields) -> bool:
    """Tell whether some coupon wants what buyers type for *code*."""
    said = str(code["code"]).upper()
    each = ledger.wanted.reductions.values()
    return any(said == one.upper() for wanted in each for one in wanted.codes)


def _code_off(code: Fields) -> Step:
    ref = Ref(Thing.CODE, str(code["code"]))
    return Step(Verb.UPDATE, ref, {"active": False}, str(code["id"]))


class _Coupon(Struct):
    """One coupon that is wanted, and its codes."""

    ledger: Ledger
    key: str
    wanted: Reduction
    steps: list[Step] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)

    def change(self) -> Change | None:
        """
        Return what is to be done.

        A code goes over to its new coupon by being switched off and made again: the old
        coupon is taken away only after that.
        """
        found = self.ledger.live.coupons.get(self.wanted.name)
        before = self._before()
        self._coupon(found, before)
        self._codes()
        for one in before:
            ref = Ref(Thing.COUPON, self.key)
            self.steps.append(Step(Verb.DELETE, ref, {}, str(one["id"])))
        if not self.steps:
            return None
        action = Action.UPDATE if found else Action.CREATE
        action = Action.REPLACE if before else action
        reasons, steps = tuple(dict.fromkeys(self.reasons)), tuple(self.steps)
        sort, dangers = str(Thing.COUPON), () if found else self._dangers()
        return Change(action, sort, self.key, reasons, steps, dangers=dangers)

    def _dangers(self) -> tuple[str, ...]:
        """Return what nobody gives by accident: more than half of everything."""
        percent = float(self.wanted.coupon.get("percent_off") or 0)
        if percent <= MUCH:
            return ()
        return (f"{Thing.COUPON} {self.key}: it takes off {percent:g} %.",)

    def _before(self) -> list[Fields]:
        """Return the coupons of this name that give something else."""
        names, coupons = self.ledger.live.names, self.ledger.live.coupons.values()
        mine = [one for one in coupons if names.key(one) == self.key]
        return [one for one in mine if one["id"] != self.wanted.name]

    def _coupon(self, found: Fields | None, before: list[Fields]) -> None:
        ref, asked = Ref(Thing.COUPON, self.key), self.wanted.coupon
        if found is None:
            fields = compare.fresh(Thing.COUPON, asked)
            self.steps.append(Step(Verb.CREATE, ref, fields))
            self.reasons.append(Reason("what it gives" if before else _gives(asked)))
            return
        kept = {name: asked[name] for name in ("name", "metadata")}
        steps, reasons = update(Thing.COUPON, self.key, kept, found, drift=True)
        self.steps += steps
        self.reasons += reasons

    def _codes(self) -> None:
        live = [
            one
            for one in _codes(self.ledger)
            if self.ledger.live.names.key(one) == self.key
        ]
        for one in live:
            # Whichever coupon wants the code now takes it over by itself.
            if one["active"] and not _wanted(self.ledger, one):
                self.steps.append(_code_off(one))
                self.reasons.append(Reason(f"code {one['code']}", "yes", "no"))
        for code, asked in self.wanted.codes.items():
            mine = [one for one in live if str(one["code"]).upper() == code.upper()]
            self._code(code, asked, mine)

    def _code(self, code: str, asked: Fields, mine: list[Fields]) -> None:
        """
        Compare one code.

        One that is off is made anew: its coupon may have been deleted since, and nobody
        knows whether it would give anything.
        """
        fits = (one for one in mine if self._gives(asked, one))
        fitting = next((one for one in fits if one["active"] or self._spent(one)), None)
        for one in (*mine, *self._taken(code)):
            if one["active"] and one is not fitting:
                self.steps.append(_code_off(one))
        ref = Ref(Thing.CODE, code)
        if fitting is None:
            fields = compare.fresh(Thing.CODE, asked)
            after = str(mine[0]["id"]) if mine else ""
            self.steps.append(Step(Verb.CREATE, ref, fields, after=after))
            was = "off" if any(self._gives(asked, one) for one in mine) else ""
            self.reasons.append(Reason(f"code {code}", was, was and "on"))

    def _spent(self, one: Fields) -> bool:
        """Tell whether a code is off because it, or its coupon, has been used up."""
        coupon = self.ledger.live.coupons.get(self.wanted.name) or {}
        return _used_up(one) or coupon.get("valid") is False

    def _taken(self, code: str) -> list[Fields]:
        """Return what makes *code* give what another coupon of ours does: it is on."""
        return [
            one
            for one in _codes(self.ledger)
            if one["active"]
            and str(one["code"]).upper() == code.upper()
            and self.ledger.live.names.key(one) != self.key
        ]

    def _gives(self, asked: Fields, one: Fields) -> bool:
        """Tell whether the code *one* does what is *asked*, if it is on."""
        promotion = one.get("promotion") or {}
        named = id_of(promotion.get("coupon"))
        limits = dict(one.get("restrictions") or {})
        found = {**one, "promotion": {**promotion, "coupon": named}}
        fields = {name: value for name, value in asked.items() if name != "active"}
        given: Any = fields.pop("restrictions") or {}
        alike = {"first_time_transaction": False, "minimum_amount": None, **given}
        return _limited(alike) == _limited(limits) and not compare.differing(
            Thing.CODE, fields, found
        )


def _limited(limits: Fields) -> tuple[bool, Any, Any]:
    first = bool(limits.get("first_time_transaction"))
    least = limits.get("minimum_amount")
    return first, least, limits.get("minimum_amount_currency") if least else None


def _used_up(code: Fields) -> bool:
    """Tell whether a code is off because it has been used as often as it may be."""
    most, used = code.get("max_redemptions"), code.get("times_redeemed")
    return most is not None and int(used or 0) >= int(most)


def _gives(coupon: Fields) -> str:
    if "percent_off" in coupon:
        return f"−{coupon['percent_off']:g} %"
    off = minor.shown(int(coupon["amount_off"]), str(coupon["currency"]))
    return f"−{off}"
