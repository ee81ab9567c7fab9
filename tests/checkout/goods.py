"""What a drawn shop is made of: one product of any kind, rates, coupons."""

from typing import Any

from hypothesis import strategies as st

Files = dict[str, Any]

CURRENCIES = ("CNY", "CNY", "CNY", "USD", "JPY", "KWD")
ELSEWHERE = ("USD", "JPY", "HKD")
KINDS = ("goods", "goods", "class", "club", "free", "later", "digital", "goal")
QUESTIONS = 3

stocks = st.none() | st.integers(0, 5)
words = st.text("abc 茶<&\"'", min_size=1, max_size=12).filter(str.strip)


def chance(of: int) -> st.SearchStrategy[bool]:
    """Draw a yes, one time in so many."""
    return st.integers(1, of).map(lambda number: number == of)


def known(fields: Files) -> Files:
    """Return what is said of *fields*."""
    return {key: value for key, value in fields.items() if value not in (None, [], {})}


def amount(units: int, currency: str) -> str:
    """Write so many hundredths as an amount in *currency*, some hundred yen for one."""
    if currency == "JPY":
        return str(units)
    end = "0" if currency == "KWD" else ""
    return f"{units // 100}.{units % 100:02}{end}"


def amounts(currency: str) -> st.SearchStrategy[str]:
    """Draw what something costs."""
    return st.integers(500, 90_000).map(lambda units: amount(units, currency))


@st.composite
def elsewhere(draw: st.DrawFn, own: str) -> Files | None:
    """Draw what it costs in other currencies than its *own*."""
    others = [name for name in ELSEWHERE if name != own]
    names = draw(st.just([]) | st.lists(st.sampled_from(others), unique=True))
    return {name: draw(amounts(name)) for name in names} or None


@st.composite
def chosen(draw: st.DrawFn, currency: str) -> Files:
    """Draw bounds between which readers choose what they pay."""
    least = draw(st.sampled_from([0, 500]))
    bounds = {
        "min": least,
        "suggested": draw(st.sampled_from([None, 600, 900])),
        "max": draw(st.sampled_from([None, 2000, 90_000])),
    }
    said = {name: units for name, units in bounds.items() if units is not None}
    return {name: amount(units, currency) for name, units in said.items()}


@st.composite
def quantities(draw: st.DrawFn) -> Files | None:
    """Draw how many a buyer may take at once."""
    if draw(st.booleans()):
        return None
    least = draw(st.integers(1, 3))
    return {"min": least, "max": least + draw(st.integers(0, 6))}


@st.composite
def products(draw: st.DrawFn, name: str) -> Files:
    """Draw one product, as its file says it."""
    currency = draw(st.sampled_from(CURRENCIES))
    kind = draw(st.sampled_from(KINDS))
    fields = {
        "name": draw(words),
        "currency": None if currency == "CNY" else currency,
        "summary": draw(st.none() | words),
        "tax": draw(st.sampled_from([None, "inclusive", "exclusive"])),
        "tax_code": draw(st.sampled_from([None, "txcd_99999999"])),
        "unlisted": draw(st.none() | st.just(value=True)),
        **draw(priced(name, currency, kind)),
        **draw(special(kind)),
    }
    room = QUESTIONS - sum(len(fields.get(one) or ()) > 1 for one in ("place", "slots"))
    return known({**fields, "ask": draw(questions(room))})


@st.composite
def priced(draw: st.DrawFn, name: str, currency: str, kind: str) -> Files:
    """Draw what it costs and how many there are, for all of it or each variant."""
    if kind == "free":
        return {"price": draw(chosen(currency)), **draw(counted())}
    if kind == "goods" and draw(st.booleans()):
        ids = draw(st.lists(st.sampled_from("xyz"), min_size=1, unique=True))
        return {
            "quantity": draw(quantities()),
            "variants": [draw(variants(one, currency)) for one in ids],
        }
    return {
        "price": draw(amounts(currency)),
        "currencies": draw(elsewhere(currency)),
        "quantity": draw(quantities()),
        "sku": f"own-{name}" if draw(chance(8)) else None,
        **draw(counted()),
    }


@st.composite
def variants(draw: st.DrawFn, name: str, currency: str) -> Files:
    """Draw one variant; now and then its buyers choose what they pay."""
    free = draw(chance(8))
    fields = {
        "id": name,
        "options": {"Size": name},
        "price": draw(chosen(currency) if free else amounts(currency)),
        "currencies": None if free else draw(elsewhere(currency)),
    }
    return known({**fields, **draw(counted())})


@st.composite
def counted(draw: st.DrawFn) -> Files:
    """Draw how many are left, and how many there will ever be."""
    limit = draw(st.none() | st.none() | st.integers(1, 6))
    return {"stock": draw(stocks), "limit": limit}


@st.composite
def special(draw: st.DrawFn, kind: str) -> Files:
    """Draw what only products of that *kind* say."""
    places = st.lists(words, max_size=3, unique=True)
    said: dict[str, st.SearchStrategy[Files]] = {
        "goods": st.fixed_dictionaries({"shipping": st.none() | shippings()}),
        "later": st.fixed_dictionaries(
            {"ships": st.just("2027-01-15"), "shipping": st.none() | shippings()}
        ),
        "class": st.fixed_dictionaries(
            {"slots": st.lists(words, min_size=1, max_size=3), "place": places}
        ),
        "club": st.fixed_dictionaries({"every": st.sampled_from(["month", "year"])}),
        "digital": st.just({"digital": True}),
        "goal": st.just({"goal": {"units": 300, "until": "2026-12-31"}}),
    }
    return draw(said.get(kind, st.just({})))


def shippings() -> st.SearchStrategy[Files]:
    """Draw where something is sent, and at which rates."""
    places = st.lists(st.sampled_from(["CN", "HK", "SG"]), min_size=1, unique=True)
    names = st.lists(st.sampled_from(["standard", "fast"]), unique=True)
    return st.fixed_dictionaries({"countries": places, "rate": names}).map(known)


@st.composite
def questions(draw: st.DrawFn, most: int) -> list[Any]:
    """Draw what buyers are asked."""
    labels = draw(st.lists(words, max_size=most, unique_by=str.strip))
    if draw(st.booleans()):
        return []
    return [draw(asked(label)) for label in labels]


def asked(label: str) -> st.SearchStrategy[Any]:
    """Draw one question: a text, a number, a choice."""
    choices = st.lists(words, min_size=1, max_size=3, unique_by=str.strip)
    may = {"optional": st.booleans()}
    named = {"label": st.just(label), **may}
    number = {**named, "type": st.just("number")}
    choice = {**named, "choices": choices}
    shapes = [st.fixed_dictionaries(one) for one in (named, number, choice)]
    return st.one_of(st.just(label), *shapes)


@st.composite
def rates(draw: st.DrawFn) -> Files:
    """Draw what sending costs, in each currency that something may have."""
    paid = {"USD": 2, "JPY": 300, "KWD": "0.500"}
    more = st.sampled_from([{}, {"HKD": 15}])
    return {
        "standard": {
            "name": draw(st.sampled_from(["Standard", "By post"])),
            "price": draw(st.sampled_from([0, 12])),
            "currencies": {**paid, **draw(more)},
        },
        "fast": {
            "name": "Fast",
            "price": 30,
            "days": draw(st.sampled_from([[1, 2], [0, 3]])),
            "currencies": {**paid, **draw(more)},
        },
    }


@st.composite
def promotions(draw: st.DrawFn, ids: list[str]) -> Files:
    """Draw coupons, and which of them each code belongs to; it may have moved."""
    owners = {
        code: draw(st.sampled_from(["spring", "autumn", ""])) for code in ("MAY", "LAN")
    }
    names = sorted({name for name in owners.values() if name})
    mine = {name: [code for code in owners if owners[code] == name] for name in names}
    return {name: draw(coupons(name, mine[name], ids)) for name in names}


@st.composite
def coupons(draw: st.DrawFn, name: str, codes: list[str], ids: list[str]) -> Files:
    """Draw one coupon: a part or an amount, of everything or some of it, until when."""
    fields = {
        "name": name.title(),
        **draw(reductions()),
        "products": draw(st.lists(st.sampled_from(ids), unique=True)),
        "limit": draw(st.sampled_from([None, None, 1, 50])),
        "until": draw(st.sampled_from([None, None, "2026-11-01", "2027-02-10"])),
        "lasts": draw(st.sampled_from([None, "once", "forever", 3])),
    }
    limited = {"limit": 1, "until": fields["until"] or "2027-01-01"}
    kinds: list[Files] = [{}, {}, {"first_order": True}, {"least": 100}, limited]
    said = [{"code": code, **draw(st.sampled_from(kinds))} for code in codes]
    return known({**fields, "codes": said})


def reductions() -> st.SearchStrategy[Files]:
    """Draw how much is taken off."""
    parts = [{"percent": 10}, {"percent": 12.5}, {"percent": 100}]
    return st.sampled_from([*parts, {"amount": 20}, {"amount": 2, "currency": "USD"}])
