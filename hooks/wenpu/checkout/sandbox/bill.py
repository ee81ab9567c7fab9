"""What a buyer pays: lines, what is taken off, what sending costs."""

from msgspec import Struct

from wenpu.checkout.sandbox.amounts import fewest
from wenpu.checkout.sandbox.answers import Plain
from wenpu.checkout.sandbox.desk import Desk
from wenpu.checkout.sandbox.order import Order


class Line(Struct, frozen=True):
    """One thing that is bought, and what it costs."""

    item: Plain
    price: Plain
    quantity: int
    amount: int
    off: int = 0


class Bill(Struct, frozen=True):
    """All that is paid for; *code* is the promotion code that counts."""

    currency: str
    lines: tuple[Line, ...]
    shipping: int = 0
    code: Plain | None = None

    @property
    def subtotal(self) -> int:
        """What all lines cost."""
        return sum(line.amount for line in self.lines)

    @property
    def off(self) -> int:
        """What is taken off."""
        return sum(line.off for line in self.lines)

    @property
    def total(self) -> int:
        """What is paid."""
        return self.subtotal - self.off + self.shipping


def bill(desk: Desk, link: Plain, order: Order) -> Bill:
    """Return what *order* costs; a code that is worth nothing is left out."""
    lines = _lines(desk, link, order)
    code = find_code(desk, link, order.code)
    if code and not _is_enough(code, link, sum(line.amount for line in lines)):
        code = None
    if code:
        coupon = desk.get("coupons", code["promotion"]["coupon"])
        lines = _reduced(lines, coupon, link["currency"])
    shipping = _shipping(desk, link, order.rate)
    return Bill(link["currency"], tuple(lines), shipping, code)


def _lines(desk: Desk, link: Plain, order: Order) -> list[Line]:
    found = []
    for place, item in enumerate(link["_line_items"]):
        asked = order.quantity if place == 0 else None
        quantity = order.quantities.get(item["id"], asked or item["quantity"])
        found.append(_line(desk, link, item, quantity, order.amount))
    found += [
        _line(desk, link, item, order.extras.get(item["price"], 0), None)
        for item in link["optional_items"] or ()
    ]
    return [line for line in found if line.quantity]


def _line(
    desk: Desk, link: Plain, item: Plain, quantity: int, amount: int | None
) -> Line:
    price = desk.get("prices", item["price"])
    money = price["_currency_options"][link["currency"]]
    each = money["unit_amount"]
    if money["custom_unit_amount"]:
        each = amount if amount is not None else preset(money, link["currency"])
    return Line(item, price, quantity, (each or 0) * quantity)


def preset(money: Plain, currency: str) -> int:
    """Return what a buyer finds filled in who may pay as he wants."""
    free = money["custom_unit_amount"]
    return int(free["preset"] or fewest(free, currency))


def find_code(desk: Desk, link: Plain, text: str) -> Plain | None:
    """Return the promotion code that *text* is, if it is good on *link* now."""
    if not (text and link["allow_promotion_codes"]):
        return None
    for code in desk.all("promotion_codes"):
        if code["active"] and code["code"].lower() == text.lower():
            return code if _is_good(desk, link, code) else None
    return None


def _is_good(desk: Desk, link: Plain, code: Plain) -> bool:
    coupon = desk.get("coupons", code["promotion"]["coupon"])
    ends = [end for end in (code["expires_at"], coupon["redeem_by"]) if end]
    known = {coupon["currency"], *coupon["_currency_options"]}
    fits = coupon["percent_off"] or link["currency"] in known
    return bool(coupon["valid"] and fits and all(desk.now <= end for end in ends))


def _is_enough(code: Plain, link: Plain, subtotal: int) -> bool:
    said = code["restrictions"]
    own = {said["minimum_amount_currency"]: said["minimum_amount"]}
    more = {n: one["minimum_amount"] for n, one in said["_currency_options"].items()}
    least = (own | more).get(link["currency"])
    return subtotal >= least if least is not None else said["minimum_amount"] is None


def _reduced(lines: list[Line], coupon: Plain, currency: str) -> list[Line]:
    """Take the coupon off the lines that it is for."""
    wanted = coupon.get("_applies_to", {}).get("products")
    left = _amount_off(coupon, currency)
    found = []
    for line in lines:
        meant = wanted is None or line.price["product"] in wanted
        off = min(line.amount, _off(line, coupon, left)) if meant else 0
        left -= off
        found.append(Line(line.item, line.price, line.quantity, line.amount, off))
    return found


def _off(line: Line, coupon: Plain, left: int) -> int:
    if coupon["percent_off"]:
        return int(line.amount * coupon["percent_off"] / 100 + 0.5)
    return max(0, left)


def _amount_off(coupon: Plain, currency: str) -> int:
    own = {coupon["currency"]: coupon["amount_off"]}
    more = {n: one["amount_off"] for n, one in coupon["_currency_options"].items()}
    return int((own | more).get(currency) or 0)


def _shipping(desk: Desk, link: Plain, rate: str) -> int:
    names = [option["shipping_rate"] for option in link["shipping_options"]]
    if not names:
        return 0
    name = rate if rate in names else names[0]
    return shipping_amount(desk.get("shipping_rates", name), link["currency"])


def shipping_amount(rate: Plain, currency: str) -> int:
    """Return what *rate* costs in *currency*."""
    money = rate["fixed_amount"]
    if currency == money["currency"]:
        return int(money["amount"])
    return int(money["_currency_options"][currency]["amount"])
