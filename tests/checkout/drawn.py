"""Shops as hypothesis draws them: every kind of product, in any combination."""

from typing import Any

from hypothesis import strategies as st

Files = dict[str, Any]

IDS = ("assam", "book", "cup", "darjeeling")
RATES = {
    "standard": {"name": "Standard", "price": 12, "currencies": {"USD": 2}},
    "fast": {"name": "Fast", "price": 30, "days": [1, 2]},
}
amounts = st.integers(500, 90_000).map(lambda cents: f"{cents // 100}.{cents % 100:02}")
stocks = st.none() | st.integers(0, 5)
words = st.text("abc 茶<&\"'", min_size=1, max_size=12).filter(str.strip)


def _known(fields: Files) -> Files:
    return {key: value for key, value in fields.items() if value not in (None, [], {})}


@st.composite
def goods(draw: st.DrawFn) -> Files:
    """Draw a thing that is sent, whole or in variants."""
    base: Files = {
        "name": draw(words),
        "summary": draw(st.none() | words),
        "tax": draw(st.none() | st.sampled_from(["inclusive", "exclusive"])),
        "unlisted": draw(st.none() | st.just(value=True)),
        "shipping": draw(
            st.none()
            | st.fixed_dictionaries(
                {
                    "countries": st.lists(
                        st.sampled_from(["CN", "HK", "SG"]), min_size=1, unique=True
                    ),
                    "rate": st.sampled_from(list(RATES)),
                }
            )
        ),
    }
    if draw(st.booleans()):
        names = draw(st.lists(st.sampled_from("xyz"), min_size=1, unique=True))
        base["variants"] = [
            _known(
                {
                    "id": name,
                    "options": {"Size": name},
                    "price": draw(amounts),
                    "stock": draw(stocks),
                }
            )
            for name in names
        ]
        return _known(base)
    base |= {"price": draw(amounts), "stock": draw(stocks)}
    base["limit"] = draw(st.none() | st.integers(1, 6))
    if base["stock"] is None and base["limit"] is None:
        base["quantity"] = draw(
            st.none() | st.integers(2, 9).map(lambda most: {"min": 1, "max": most})
        )
    return _known(base)


@st.composite
def others(draw: st.DrawFn) -> Files:
    """Draw what is no goods: a class, a membership, what readers price, what waits."""
    kind = draw(st.sampled_from(["class", "club", "free", "later", "digital", "goal"]))
    fields: Files = {"name": draw(words), "price": draw(amounts)}
    if kind == "class":
        fields["slots"] = draw(st.lists(words, min_size=1, max_size=3, unique=True))
        fields["ask"] = draw(
            st.lists(words.map(lambda one: {"label": one}), max_size=1)
        )
    elif kind == "club":
        fields["every"] = draw(st.sampled_from(["month", "year"]))
    elif kind == "free":
        fields["price"] = {"min": 5, "suggested": draw(st.sampled_from([6, 9]))}
    elif kind == "later":
        fields["ships"] = "2027-01-15"
    elif kind == "goal":
        fields["goal"] = {"units": 300, "until": "2026-12-31"}
    else:
        fields["digital"] = True
    return _known(fields)


sales = st.sampled_from(
    [None, {"from": "2027-01-01"}, {"to": "2026-11-21"}, {"to": "2026-12-31"}]
)


@st.composite
def promotions(draw: st.DrawFn, ids: list[str]) -> Files:
    """Draw coupons, and which of them each code belongs to; it may have moved."""
    each = st.sampled_from(["spring", "autumn", ""])
    owners = {code: draw(each) for code in ("MAY", "LAN")}
    names = sorted({name for name in owners.values() if name})
    return {
        name: _known(
            {
                "name": name.title(),
                "percent": draw(st.sampled_from([10, 20])),
                "products": draw(st.lists(st.sampled_from(ids), unique=True)),
                "codes": [code for code, owner in owners.items() if owner == name],
            }
        )
        for name in names
    }


@st.composite
def shops(draw: st.DrawFn) -> Files:
    """Draw a whole shop, with a bundle of what it holds where that is possible."""
    ids = draw(st.lists(st.sampled_from(IDS), min_size=1, unique=True))
    found = {name: draw(goods() | others()) for name in ids}
    for one in found.values():
        sale = draw(sales)
        if sale and "goal" not in one:
            one["sale"] = sale
    plain = [
        name
        for name, one in found.items()
        if "variants" not in one and not isinstance(one["price"], dict)
        if "every" not in one
    ]
    bundled = draw(st.booleans())
    if plain and bundled:
        found["set"] = _known(
            {
                "name": "Set",
                "items": [
                    {"item": name, "quantity": draw(st.integers(1, 3))}
                    for name in plain
                ],
                "price": draw(st.none() | amounts),
            }
        )
    files: Files = {f"products/{name}.yml": one for name, one in found.items()}
    files["products/shipping.yml"] = RATES
    if coupons := draw(promotions(ids)):
        files["products/promotions.yml"] = coupons
    return files
