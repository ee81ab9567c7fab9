"""
What `checkout:` and `follow:` in mkdocs.yml say: how buyers pay, and what comes after.

`read()` takes the options as YAML nodes, so that what is wrong is told with its line.
Nothing here knows a payment service but by the names of the ways to pay.
"""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from msgspec import Struct

from wenpu import addresses, pictures
from wenpu.fields import (
    Either,
    Field,
    Flag,
    Found,
    Integer,
    ListOf,
    MapOf,
    OneOf,
    PicturePath,
    Reading,
    Record,
    Sheet,
    Text,
    Url,
)
from wenpu.model import Channel, Checkout, Picture
from wenpu.problems import ContentError, Spot

LONGEST = 40
"""Characters of a shop's name: it begins each id at the payment service."""

METHODS = (
    *("affirm", "afterpay_clearpay", "alipay", "alma", "au_becs_debit"),
    *("bacs_debit", "bancontact", "billie", "bizum", "blik", "boleto", "card"),
    *("cashapp", "eps", "fpx", "giropay", "grabpay", "ideal", "klarna", "konbini"),
    *("link", "mb_way", "mobilepay", "multibanco", "oxxo", "p24", "pay_by_bank"),
    *("paynow", "paypal", "paypay", "payto", "pix", "promptpay", "satispay"),
    *("scalapay", "sepa_debit", "sequra", "sofort", "sunbit", "swish", "twint"),
    *("upi", "us_bank_account", "wechat_pay", "zip"),
)
"""Ways to pay, by the names that Stripe has for them."""

SPOKEN = (
    *(("WECHAT", "wechat_pay"), ("WEIXIN", "wechat_pay"), ("WECHATPAY", "wechat_pay")),
    *(("微信", "wechat_pay"), ("微信支付", "wechat_pay"), ("支付宝", "alipay")),
    *(("CARDS", "card"), ("CREDIT_CARD", "card"), ("VISA", "card"), ("信用卡", "card")),
    *(("APPLE_PAY", "card"), ("GOOGLE_PAY", "card"), ("SEPA", "sepa_debit")),
)
"""What people call them; wallets of a telephone hold cards."""

FIELDS = (
    Field(
        "shop",
        Text(
            rf"(?!.{{{LONGEST + 1}}})[a-z0-9]+(-[a-z0-9]+)*",
            "made of a-z, 0-9 and -, at most 40 of them",
        ),
        "What this shop is called at the payment service; from site_url if not said.",
        "jinwei",
    ),
    Field(
        "methods",
        ListOf(OneOf(METHODS, instead=SPOKEN), "card"),
        "Ways to pay; those of the dashboard, as fits each buyer, if not said.",
        "[card, link]",
    ),
    Field("codes", Flag(), "Whether buyers may type a promotion code.", "true"),
    Field(
        "phone",
        OneOf(("shipped", "always", "never")),
        "For what a telephone number is asked.",
        "shipped",
    ),
    Field("billing_address", Flag(), "Whether it is asked every time.", "true"),
    Field(
        "tax",
        OneOf(("inclusive", "exclusive")),
        "That tax is reckoned at the till, and whether prices have it in them.",
        "inclusive",
    ),
    Field("terms", Flag(), "Whether buyers must agree to your terms.", "true"),
    Field(
        "grace",
        Integer(0),
        "Days that a link lives on after a new one took its place.",
        "30",
    ),
    Field(
        "old_links",
        OneOf(("sell", "close")),
        "What such a link does meanwhile.",
        "sell",
    ),
    Field(
        "redirect",
        Integer(0),
        "Seconds until a door leads on by itself; 0: when it is tapped.",
        "0",
    ),
)

FOLLOWED = Record(
    (
        Field("url", Url(), "Its address.", "https://wenpu.example/feed/"),
        Field("image", PicturePath(), "A picture to scan.", "images/wechat.png"),
        Field("label", Text(), "What readers call it.", "公众号"),
    ),
    some=("url", "image"),
)
FOLLOW = MapOf(Either(Url(), FOLLOWED), "https://wenpu.example/feed/")

CHECKOUT_OPTION = Field("checkout", Record(FIELDS), "How it is paid.", "{phone: never}")
FOLLOW_OPTION = Field(
    "follow", FOLLOW, "How one hears of more.", "{mail: mailto:tea@wenpu.example}"
)


class Counter(Struct, frozen=True):
    """The site whose till it is: its folder, name and address, its options' file."""

    root: Path
    name: str
    url: str = ""
    file: str = "mkdocs.yml"
    content_dir: str = "content"


def read(
    counter: Counter, checkout: yaml.Node | None, follow: yaml.Node | None = None
) -> tuple[Checkout, tuple[Channel, ...]]:
    """Return what both options say; what is wrong with either is in the first."""
    reading = Reading(counter.file)
    asked = CHECKOUT_OPTION.read(checkout, reading) if checkout else None
    followed = FOLLOW_OPTION.read(follow, reading) if follow else None
    channels = tuple(_channels(counter, followed, reading))
    sheet = asked.value if asked else Sheet(Spot(reading.path), {}, {})
    return _checkout(counter, sheet, reading), channels


def _checkout(counter: Counter, sheet: Sheet, reading: Reading) -> Checkout:
    plain = Checkout()
    grace, redirect = sheet.number("grace"), sheet.number("redirect")
    return Checkout(
        shop=sheet.text("shop") or called(counter.name, counter.url),
        methods=sheet.texts("methods"),
        codes=sheet.flag("codes") if "codes" in sheet.values else plain.codes,
        phone=sheet.text("phone", plain.phone),
        billing_address=sheet.flag("billing_address"),
        tax=sheet.text("tax"),
        terms=sheet.flag("terms"),
        grace=plain.grace if grace is None else grace,
        old_links=sheet.text("old_links", plain.old_links),
        redirect=plain.redirect if redirect is None else redirect,
        lines=sheet.lines,
        problems=tuple(reading.problems),
    )


def called(name: str, url: str) -> str:
    """
    Return what a shop is called that does not say so itself: its address, its *name*.

    Two shops with one account must not meet: what is too long is told apart by a hash.
    """
    parts = urlsplit(url)
    address = f"{parts.netloc.removeprefix('www.')}{parts.path}"
    found = addresses.latin(address.strip("/") or name)
    if len(found) <= LONGEST:
        return found
    hashed = addresses.short(found)
    return f"{found[: LONGEST - len(hashed) - 1].rstrip('-')}-{hashed}"


def _channels(
    counter: Counter, followed: Found | None, reading: Reading
) -> Iterator[Channel]:
    for name, found in (followed.value if followed else {}).items():
        if isinstance(found.value, Sheet):
            sheet = found.value
            image = _picture(counter, sheet, reading) if "image" in sheet else None
            yield Channel(name, sheet.text("label"), sheet.text("url"), image)
        else:
            yield Channel(name, url=str(found.value))


def _picture(counter: Counter, sheet: Sheet, reading: Reading) -> Picture | None:
    written, spot = sheet.text("image"), sheet.at("image")
    try:
        return pictures.named(counter.root, "image", written, spot, counter.content_dir)
    except ContentError as error:
        reading.problems += error.problems
        return None
