"""What does not go together on one link."""

from wenpu.checkout.sandbox.answers import Plain, Refusal
from wenpu.checkout.sandbox.desk import Desk
from wenpu.checkout.sandbox.items import TOGETHER
from wenpu.checkout.sandbox.money import WALLETS, check_currency, check_least

PAYMENT_ONLY = ("invoice_creation", "payment_intent_data", "customer_creation")
"""What only one-time payments have."""


TAXED = {"automatic_tax", "line_items", "optional_items", "shipping_options"}
"""What has to do with tax; a link that only closes is not asked about it."""


def currency_of(desk: Desk, link: Plain) -> str:
    """Return the currency of the first thing that *link* sells."""
    price = desk.get("prices", link["_line_items"][0]["price"])
    return str(price["currency"])


def check(desk: Desk, link: Plain, params: Plain) -> None:
    """Refuse a link whose parts contradict one another."""
    sold = [desk.get("prices", item["price"]) for item in link["_line_items"]]
    items = link["optional_items"] or []
    extras = [desk.get("prices", item["price"]) for item in items]
    _check_count(link)
    _check_currency(desk, link, [*sold, *extras])
    _check_intervals([*sold, *extras])
    _check_free(link, [*sold, *extras])
    recurring = any(price["recurring"] for price in sold)
    _check_mode(link, params, recurring=recurring)
    _check_methods(link, recurring=recurring)
    _check_rates(desk, link)
    _check_questions(link)
    _check_consent(desk, link)
    if TAXED & params.keys():
        _check_tax(desk, link, [*sold, *extras])
    _check_total(link, sold)


def _check_count(link: Plain) -> None:
    count = len(link["_line_items"]) + len(link["optional_items"] or ())
    if count > TOGETHER:
        what = f"A payment link can have at most {TOGETHER} line items and optional"
        raise Refusal(f"{what} items together (it has {count}).", "optional_items")
    prices = [item["price"] for item in link["optional_items"] or ()]
    if len(set(prices)) < len(prices):
        raise Refusal("`optional_items` has the same price twice.", "optional_items")


def _check_currency(desk: Desk, link: Plain, prices: list[Plain]) -> None:
    currency = link["currency"]
    check_currency(currency, "currency", desk.account.currencies)
    main = prices[0]["currency"]
    for price in prices:
        if price["currency"] != main or currency not in price["_currency_options"]:
            what = f"The price {price['id']} is in {price['currency']}, but this link"
            raise Refusal(f"{what} is in {currency}. Use one currency.", "line_items")


def _check_intervals(prices: list[Plain]) -> None:
    rhythms = [price["recurring"] for price in prices if price["recurring"]]
    found = {(one["interval"], one["interval_count"]) for one in rhythms}
    if len(found) > 1:
        what = "All recurring prices of a payment link must have the same interval"
        raise Refusal(f"{what} and interval count.", "line_items")


def _check_free(link: Plain, prices: list[Plain]) -> None:
    """Let what buyers pay as they want stand alone, once."""
    if not any(price["custom_unit_amount"] for price in prices):
        return
    item = link["_line_items"][0]
    alone = len(prices) == 1 and item["quantity"] == 1
    if not alone or item["adjustable_quantity"]:
        what = "A price with `custom_unit_amount` must be the only item, with a"
        raise Refusal(f"{what} quantity of 1 that is not adjustable.", "line_items")
    if link["allow_promotion_codes"]:
        what = "`allow_promotion_codes` cannot be used with `custom_unit_amount`."
        raise Refusal(what, "allow_promotion_codes")


def _check_mode(link: Plain, params: Plain, *, recurring: bool) -> None:
    if recurring:
        _refuse_for_subscriptions(link, params)
        return
    if "subscription_data" in params:
        what = "`subscription_data` needs at least one item with a recurring price."
        raise Refusal(what, "subscription_data")
    if link["submit_type"] == "subscribe":
        what = "`submit_type=subscribe` needs an item with a recurring price."
        raise Refusal(what, "submit_type")
    if params.get("payment_method_collection") == "if_required":
        what = "`payment_method_collection` can only be set in `subscription` mode."
        raise Refusal(what, "payment_method_collection")


def _refuse_for_subscriptions(link: Plain, params: Plain) -> None:
    for name in PAYMENT_ONLY:
        said = params.get(name)
        if said and said != "if_required" and _is_on(said):
            what = f"`{name}` can only be used in `payment` mode."
            raise Refusal(what, name)
    if link["shipping_options"]:
        what = "`shipping_options` cannot be used with recurring prices."
        raise Refusal(what, "shipping_options")
    if link["submit_type"] not in {"auto", "subscribe"}:
        what = f"`submit_type={link['submit_type']}` cannot be used with recurring"
        raise Refusal(f"{what} prices.", "submit_type")


def _is_on(said: object) -> bool:
    return not isinstance(said, dict) or bool(said.get("enabled", True))


def _check_methods(link: Plain, *, recurring: bool) -> None:
    methods = link["payment_method_types"] or ()
    for index, method in enumerate(methods):
        param = f"payment_method_types[{index}]"
        if method not in WALLETS:
            continue
        if recurring:
            what = f"The payment method type `{method}` cannot be used with recurring"
            raise Refusal(f"{what} prices.", param)
        if link["currency"] not in WALLETS[method]:
            what = f"The payment method type `{method}` does not support the currency"
            raise Refusal(f"{what} `{link['currency']}`.", param)


def _check_rates(desk: Desk, link: Plain) -> None:
    for index, option in enumerate(link["shipping_options"]):
        money = desk.get("shipping_rates", option["shipping_rate"])["fixed_amount"]
        known = {money["currency"], *money["_currency_options"]}
        if link["currency"] not in known:
            param = f"shipping_options[{index}][shipping_rate]"
            what = f"The shipping rate is in {money['currency']}, but this link is in"
            raise Refusal(f"{what} {link['currency']}.", param)


def _check_questions(link: Plain) -> None:
    keys = [one["key"] for one in link["custom_fields"]]
    if len(set(keys)) < len(keys):
        raise Refusal("`custom_fields` has the same key twice.", "custom_fields")
    for index, one in enumerate(link["custom_fields"]):
        param = f"custom_fields[{index}]"
        _check_answers(one, param)


def _check_answers(question: Plain, param: str) -> None:
    if question["type"] != "dropdown":
        bounds = question[question["type"]]
        least, most = bounds["minimum_length"] or 0, bounds["maximum_length"] or 255
        if least > most:
            what = "`minimum_length` cannot be greater than `maximum_length`."
            raise Refusal(what, f"{param}[{question['type']}][minimum_length]")
        return
    options = question["dropdown"].get("options")
    if options is None:
        name = f"{param}[dropdown]"
        what = f"Missing required param: {name}."
        raise Refusal(what, name, "parameter_missing")
    values = [one["value"] for one in options]
    if len(set(values)) < len(values):
        what = "Each option of a dropdown must have a value of its own."
        raise Refusal(what, f"{param}[dropdown][options]")
    if question["dropdown"]["default_value"] not in {None, *values}:
        what = "`default_value` must be the value of one of the options."
        raise Refusal(what, f"{param}[dropdown][default_value]")


def _check_consent(desk: Desk, link: Plain) -> None:
    consent = link["consent_collection"] or {}
    if consent.get("terms_of_service") == "required" and not desk.account.terms:
        what = "You cannot collect consent to your terms of service unless a URL is"
        param = "consent_collection[terms_of_service]"
        raise Refusal(f"{what} set in the Stripe Dashboard.", param)


def _check_tax(desk: Desk, link: Plain, prices: list[Plain]) -> None:
    """Refuse to reckon tax on what does not say, in each currency, if it has it."""
    if not link["automatic_tax"]["enabled"]:
        return
    names = [option["shipping_rate"] for option in link["shipping_options"]]
    rates = [desk.get("shipping_rates", name) for name in names]
    for one in (*prices, *rates):
        noun, money = one["object"].replace("_", " "), one.get("fixed_amount", one)
        taxed = {money["currency"]: one, **money["_currency_options"]}
        for currency, said in taxed.items():
            if said["tax_behavior"] == "unspecified":
                what = (
                    f"The {noun} {one['id']} must have a `tax_behavior` in {currency}"
                )
                what = f"{what} to calculate tax automatically."
                raise Refusal(what, "automatic_tax[enabled]")


def _check_total(link: Plain, prices: list[Plain]) -> None:
    """Refuse less than the least that can be charged."""
    amounts = [
        price["_currency_options"][link["currency"]]["unit_amount"] for price in prices
    ]
    if None not in amounts:
        quantities = [item["quantity"] for item in link["_line_items"]]
        pairs = zip(amounts, quantities, strict=True)
        total = sum(amount * quantity for amount, quantity in pairs)
        check_least(total, link["currency"], "line_items")
