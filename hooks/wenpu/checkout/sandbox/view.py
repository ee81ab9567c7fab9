"""One link as one buyer sees it: ready-made texts for the pay page."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup
from msgspec import Struct, field

from wenpu.checkout.sandbox import wording
from wenpu.checkout.sandbox.answers import Plain
from wenpu.checkout.sandbox.bill import Bill, bill, preset, shipping_amount
from wenpu.checkout.sandbox.desk import Desk
from wenpu.checkout.sandbox.money import decimals
from wenpu.checkout.sandbox.order import Order
from wenpu.checkout.sandbox.posted import noted
from wenpu.checkout.sandbox.visit import Visit

EXAMPLE = 18
"""So much is what an amount looks like, whatever the currency."""


class Sheet(Struct, frozen=True):
    """
    A form with what a buyer put into it.

    *order* is what it says, *sound* the part of it that can be counted, *typed* its
    fields as they were sent: who made a mistake finds it there, and mends it.
    """

    order: Order
    sound: Order
    problems: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)


class View(Struct, frozen=True):
    """One link as one buyer sees it."""

    desk: Desk
    visit: Visit
    language: str

    @property
    def words(self) -> dict[str, Any]:
        """The words of the page."""
        return wording.words(self.language)

    def money(self, amount: int) -> str:
        """Write an amount of the link's currency."""
        return wording.money(amount, self.visit.link["currency"], self.language)

    def form(self, sheet: Sheet) -> dict[str, Any]:
        """Return what the form is made of."""
        link, order = self.visit.link, sheet.order
        paid = bill(self.desk, link, sheet.sound)
        problems = sheet.problems.items()
        collects = link["shipping_address_collection"] or {}
        codes = collects.get("allowed_countries", [])
        return {
            **self.sums(paid),
            **self.goods(sheet, paid),
            "was": noted(sheet.sound, link["currency"]),
            "problems": {n: self.problem(n, word) for n, word in problems},
            "order": order,
            "code": order.code,
            "asks_code": link["allow_promotion_codes"],
            "asks_phone": link["phone_number_collection"]["enabled"],
            "asks_address": codes or link["billing_address_collection"] == "required",
            "asks_terms": self.asks_terms,
            "countries": wording.countries(codes, self.language),
            "rates": [self.rate(one, order) for one in link["shipping_options"]],
            "questions": [self.question(one, order) for one in link["custom_fields"]],
            "methods": self.methods(),
            "texts": link["custom_text"],
            "link": link["id"],
            "reference": self.visit.reference,
        }

    @property
    def asks_terms(self) -> bool:
        """Whether the terms have to be agreed to."""
        consent = self.visit.link["consent_collection"] or {}
        return consent.get("terms_of_service") == "required"

    def problem(self, name: str, word: str) -> str:
        """Say what is wrong with the field *name*."""
        labels = {one["key"]: one["label"] for one in self.visit.link["custom_fields"]}
        label = labels.get(name.removeprefix("field-"), {}).get("custom", "")
        currency = self.visit.link["currency"]
        example = wording.plain(EXAMPLE * 10 ** decimals(currency), currency)
        return str(self.words["wrong"][word]).format(label=label, example=example)

    def sums(self, paid: Bill) -> dict[str, Any]:
        """Return what all of it costs, and the button that pays it."""
        link = self.visit.link
        rows = [(self.words["subtotal"], self.money(paid.subtotal))]
        if paid.code:
            name = self.words["discount"].format(code=paid.code["code"])
            rows.append((name, f"−{self.money(paid.off)}"))
        if link["shipping_options"]:
            rows.append((self.words["shipping_cost"], self.cost(paid.shipping)))
        total = self.money(paid.total)
        rhythms = [line.price["recurring"] for line in paid.lines]
        recurring = next((one for one in rhythms if one), None)
        kind = "subscribe" if recurring else link["submit_type"]
        verb = self.words[kind if kind in {"donate", "book", "subscribe"} else "pay"]
        return {
            "sums": rows if len(rows) > 1 else [],
            "total": total,
            "total_minor": paid.total,
            "interval": wording.rhythm(recurring, self.language),
            "button": verb.format(amount=total),
        }

    def cost(self, amount: int) -> str:
        """Write what sending costs."""
        return self.money(amount) if amount else str(self.words["free"])

    def goods(self, sheet: Sheet, paid: Bill) -> dict[str, Any]:
        """Return what is sold, what is offered besides, what may be changed."""
        link = self.visit.link
        lines = [self.line(item, sheet, paid) for item in link["_line_items"]]
        extras = [self.addition(item, sheet) for item in link["optional_items"] or ()]
        free = self.free(sheet)
        adjustable = any(line["bounds"] for line in lines)
        several = len(link["shipping_options"]) > 1
        can_change = bool(adjustable or extras or free or several)
        return {
            "lines": lines,
            "extras": extras,
            "free": free,
            "can_change": can_change,
        }

    def line(self, item: Plain, sheet: Sheet, paid: Bill) -> dict[str, Any]:
        """Return one thing that is sold."""
        bought = [line for line in paid.lines if line.item is item]
        amount = bought[0].amount if bought else 0
        quantity = sheet.sound.quantities.get(item["id"], item["quantity"])
        product, each = self.product(item)
        several = quantity != 1
        name = f"quantity-{item['id']}"
        return {
            "field": name,
            "name": product["name"],
            "description": product["description"],
            "quantity": quantity,
            "value": sheet.typed.get(name, quantity),
            "bounds": item["adjustable_quantity"],
            "amount": self.money(amount),
            "each": self.words["each"].format(amount=each) if several else "",
        }

    def product(self, item: Plain) -> tuple[Plain, str]:
        """Return what *item* is, and what one of it costs."""
        price = self.desk.get("prices", item["price"])
        money = price["_currency_options"][self.visit.link["currency"]]
        product = self.desk.get("products", price["product"])
        return product, self.money(money["unit_amount"] or 0)

    def addition(self, item: Plain, sheet: Sheet) -> dict[str, Any]:
        """Return one thing that is offered besides."""
        product, each = self.product(item)
        name = f"extra-{item['price']}"
        chosen = sheet.sound.extras.get(item["price"], 0)
        return {
            "field": name,
            "name": product["name"],
            "quantity": item["quantity"],
            "chosen": chosen,
            "value": sheet.typed.get(name, chosen),
            "bounds": item["adjustable_quantity"],
            "amount": each,
        }

    def free(self, sheet: Sheet) -> dict[str, str] | None:
        """Return what one finds who may pay as he wants."""
        currency = self.visit.link["currency"]
        price = self.desk.get("prices", self.visit.link["_line_items"][0]["price"])
        money = price["_currency_options"][currency]
        bounds = money["custom_unit_amount"]
        if not bounds:
            return None
        least, most = bounds["minimum"], bounds["maximum"]
        form = "between" if least and most else "from" if least else "upto"
        ends = {"least": self.money(least or 0), "most": self.money(most or 0)}
        hint = self.words[form].format(**ends) if least or most else ""
        value = wording.plain(preset(money, currency), currency)
        return {"value": sheet.typed.get("amount", value), "hint": hint}

    def rate(self, option: Plain, order: Order) -> dict[str, Any]:
        """Return one way of sending."""
        link, name = self.visit.link, option["shipping_rate"]
        rate = self.desk.get("shipping_rates", name)
        first = link["shipping_options"][0]["shipping_rate"]
        return {
            "id": name,
            "name": rate["display_name"],
            "amount": self.cost(shipping_amount(rate, link["currency"])),
            "estimate": wording.estimate(rate["delivery_estimate"], self.language),
            "chosen": name == (order.rate or first),
        }

    def question(self, one: Plain, order: Order) -> dict[str, Any]:
        """Return one thing that the shop wants to know."""
        said = one[one["type"]]
        number = ' inputmode="numeric"' if one["type"] == "numeric" else ""
        return {
            "field": f"field-{one['key']}",
            "label": one["label"]["custom"],
            "value": order.fields.get(one["key"], ""),
            "required": not one["optional"],
            "options": [(o["value"], o["label"]) for o in said.get("options", ())],
            "hint": "",
            "extra": Markup(number),  # noqa: S704 (one of two texts of ours)
        }

    def methods(self) -> list[tuple[str, str]]:
        """Return the ways to pay that are shown; none of them takes real money."""
        names = self.words["methods"]
        types = self.visit.link["payment_method_types"] or ["card"]
        return [(name, names.get(name, name)) for name in types]
