"""Currencies: which there are, how their amounts are written, how small one may be."""

from types import MappingProxyType

from wenpu.checkout.sandbox.answers import Refusal

MOST = 99_999_999
"""No amount has more than eight digits."""


def words(text: str) -> frozenset[str]:
    """Return the words of *text*."""
    return frozenset(text.split())


CURRENCIES = words(
    """
    aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd
    bwp byn bzd cad cdf chf clp cny cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp
    gbp gel gip gmd gnf gtq gyd hkd hnl htg huf idr ils inr isk jmd jod jpy kes kgs khr
    kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur mvr mwk mxn
    myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf
    sar sbd scr sek sgd shp sle sos srd std szl thb tjs tnd top try ttd twd tzs uah ugx
    usd uyu uzs vnd vuv wst xaf xcd xof xpf yer zar zmw
    """
)
WHOLE = words("bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf")
"""No smaller unit: 500 is ¥500."""

WHOLE_IN_HUNDREDTHS = words("isk ugx")
"""Whole units only, and yet sent times a hundred."""

THOUSANDTHS = words("bhd jod kwd omr tnd")
"""Three decimals, of which the last is 0."""

LEAST = MappingProxyType(
    {
        **dict.fromkeys(words("usd eur aud cad chf nzd sgd jpy"), 50),
        "gbp": 30,
        "hkd": 400,
        "myr": 200,
        "dkk": 250,
        "sek": 300,
        "nok": 300,
    }
)
"""The smallest amount that can be charged, where it is known without the settlement."""

WALLETS = MappingProxyType(
    {
        "wechat_pay": words("aud cad cny eur gbp hkd jpy sgd usd dkk nok sek chf"),
        "alipay": words("aud cad cny eur gbp hkd jpy nzd sgd usd myr"),
    }
)
"""In which currencies a wallet pays."""


def check_currency(name: str, param: str, known: frozenset[str] = CURRENCIES) -> None:
    """Refuse a currency that is none, or that this account does not take."""
    if name not in known:
        what = f"Invalid currency: {name}. Stripe currently supports these currencies"
        raise Refusal(f"{what}: {', '.join(sorted(known))}", param)


def check_least(amount: int, currency: str, param: str) -> None:
    """Refuse less than can be charged at all; nothing is a price, too."""
    if amount and amount < LEAST.get(currency, 0):
        what = f"Amount must be at least {written(LEAST[currency], currency)}"
        raise Refusal(what, param, "amount_too_small")


def check_amount(amount: int, currency: str, param: str) -> None:
    """Refuse an amount that is none in *currency*."""
    step = step_of(currency)
    if amount % step:
        what = f"Invalid amount: {amount} must be divisible by {step} in {currency}"
        raise Refusal(what, param)


def step_of(currency: str) -> int:
    """Return what every amount in *currency* is a multiple of."""
    if currency in WHOLE_IN_HUNDREDTHS:
        return 100
    return 10 if currency in THOUSANDTHS else 1


def decimals(currency: str) -> int:
    """Return how many of an amount's digits stand behind the point."""
    if currency in WHOLE:
        return 0
    return 3 if currency in THOUSANDTHS else 2


def written(amount: int, currency: str) -> str:
    """Write an amount as people read it: `12.50 EUR`."""
    return f"{number(amount, currency)} {currency.upper()}"


def number(amount: int, currency: str) -> str:
    """Write the number alone, with commas between its thousands."""
    places = 0 if currency in WHOLE_IN_HUNDREDTHS else decimals(currency)
    return f"{amount / 10 ** decimals(currency):,.{places}f}"
