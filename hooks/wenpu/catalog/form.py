"""
All that a product's file and a shelf's file may say.

This is the one list: reading, the schema for editors and the documentation's test all
come from it. A new field begins here, and in `product.py` where it becomes a value.
"""

from wenpu.fields import (
    Amount,
    Day,
    Either,
    Field,
    Flag,
    Integer,
    Key,
    ListOf,
    MapOf,
    OneOf,
    PicturePath,
    Prose,
    Record,
    Text,
    Url,
)
from wenpu.model import CURRENCIES
from wenpu.patterns import later

# A file called index stands for its folder: it would have no address of its own.
ID = later(r"(?!index$)[a-z0-9]+(-[a-z0-9]+)*")
CODE = later(r"[0-9A-Za-z-]{1,20}")

ISO_3166 = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL "
    "BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV "
    "CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD "
    "GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM "
    "IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK "
    "LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW "
    "MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR "
    "PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS "
    "ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY "
    "UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW"
)
COUNTRIES = frozenset(ISO_3166.split())

COUNTRY = OneOf(
    COUNTRIES, "ISO 3166 codes of two letters, as CN", (("UK", "GB"), ("EL", "GR"))
)
CURRENCY = OneOf(
    CURRENCIES,
    "ISO 4217 codes of three letters, as CNY",
    (("RMB", "CNY"), ("CNH", "CNY"), ("NTD", "TWD"), ("YEN", "JPY")),
)

MOST_PIECES = 999_999
QUESTIONS = ("text", "number", "choice")

SMALL = "made of a-z, 0-9 and hyphens between them, nor index"
NAME = Text(ID.pattern, SMALL)
ITEM = Text(rf"{ID.pattern}(/{ID.pattern})?", "a product's id, or id/variant")
MONEYS = MapOf(Amount(), "9.90", Key("currency", CURRENCY, "", "USD"))
TEXTS = ListOf(Text(), "送礼")
PICTURES = ListOf(PicturePath(), "aged-vinegar.webp")

PRICE = Either(
    Amount(),
    Record(
        (
            Field(
                "min", Amount(), "The least that a reader may pay.", "5", required=True
            ),
            Field("suggested", Amount(), "What is proposed to the reader.", "20"),
            Field("max", Amount(), "The most that a reader may pay.", "500"),
        )
    ),
)

SHIPPING = Record(
    (
        Field(
            "countries",
            ListOf(COUNTRY, "CN"),
            "The countries it is sent to, as ISO 3166 codes.",
            "[CN, HK, SG]",
        ),
        Field(
            "rate",
            ListOf(NAME, "standard"),
            "Its shipping rates, by their names in shipping.yml.",
            "standard",
        ),
    )
)

CHANNEL = Either(
    Url(),
    Record(
        (
            Field("url", Url(), "Its address.", "https://weidian.example/item/1"),
            Field(
                "image", PicturePath(), "A picture to scan.", "aged-vinegar-code.png"
            ),
            Field("label", Text(), "What readers call it.", "微信小程序"),
        ),
        some=("url", "image"),
    ),
)

GOAL = Record(
    (
        Field("units", Integer(1), "How many must be ordered.", "300", required=True),
        Field("until", Day(), "The last day to order.", "2026-12-31", required=True),
        Field("sold", Integer(), "How many have been ordered elsewhere.", "120"),
    )
)

SALE = Record(
    (
        Field("from", Day(), "The first day on which it can be bought.", "2026-11-01"),
        Field("to", Day(), "The last day on which it can be bought.", "2026-11-11"),
    ),
    some=("from", "to"),
)

BUNDLED = Record(
    (
        Field("item", ITEM, "The product, or product/variant.", "cup", required=True),
        Field("quantity", Integer(1), "How many of it.", "2"),
    )
)

QUANTITY = Record(
    (
        Field("min", Integer(1, MOST_PIECES), "The fewest at once.", "1"),
        Field("max", Integer(1, MOST_PIECES), "The most at once.", "10"),
    ),
    some=("min", "max"),
)

LABEL = Text(most=50)
CHOICES = ListOf(Text(most=100), "小号")

QUESTION = Record(
    (
        Field("label", LABEL, "What is asked.", "刻什么字", required=True),
        Field(
            "type", OneOf(QUESTIONS), "How it is answered; text if not said.", "text"
        ),
        Field("choices", CHOICES, "What can be answered.", "[小号, 大号]"),
        Field("optional", Flag(), "Whether it may be left open.", "true"),
    )
)

VARIANT = Record(
    (
        Field(
            "id", NAME, "Its name in links: product:tea/gift.", "gift", required=True
        ),
        Field(
            "options",
            MapOf(Text(), "500 ml"),
            "What is different about it, by name.",
            "{规格: 礼盒两瓶}",
        ),
        Field("price", PRICE, "Its price, if not the product's.", "158.00"),
        Field("compare_at", Amount(), "Its former price.", "188.00"),
        Field("currencies", MONEYS, "Its price elsewhere.", "{USD: 22.90}"),
        Field("stock", Integer(), "How many are left.", "200"),
        Field("limit", Integer(), "How many will ever be sold.", "100"),
        Field("images", PICTURES, "Pictures of just this variant.", "[gift.webp]"),
        Field("sku", NAME, "Its name at the till, if not product-variant.", "tea-gift"),
    )
)

SPOKEN = Key(
    "language", Text(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*", "a tag, as en"), "", "en"
)
SAID = (
    Field("name", Text(), "What it is called there.", "Aged vinegar"),
    Field("summary", Text(), "One line about it.", "Made by hand, a year in the sun"),
    Field("description", Prose(), "The text of its page.", "It stands for a year."),
)
SHELF_TEXTS = MapOf(Record(SAID), "{name: Vinegar}", SPOKEN)
PRODUCT_TEXTS = MapOf(
    Record(
        (
            *SAID,
            Field("aliases", TEXTS, "Other names an article may use.", "[vinegar]"),
            Field(
                "words",
                MapOf(Text(), "Size"),
                "Short texts of this file, as of variants, and what they are there.",
                "{规格: Size, 礼盒: Gift box}",
            ),
        )
    ),
    "{name: Aged vinegar}",
    SPOKEN,
)

PRODUCT = Record(
    (
        Field("name", Text(), "What it is called.", "老陈醋", required=True),
        Field("summary", Text(), "One line about it.", "手工酿造，日晒一年"),
        Field(
            "description",
            Prose(),
            "The text of its page, in Markdown.",
            "头醋要晒整整一年。",
        ),
        Field("price", PRICE, "What it costs; fields if readers choose.", "68.00"),
        Field(
            "currency",
            CURRENCY,
            "The currency of its prices, if not the site's.",
            "CNY",
        ),
        Field("compare_at", Amount(), "The former price, shown struck out.", "88.00"),
        Field(
            "currencies",
            MONEYS,
            "What buyers elsewhere pay instead, by currency.",
            "{USD: 9.90, HKD: 78}",
        ),
        Field("images", PICTURES, "Pictures beside this file.", "[aged-vinegar.webp]"),
        Field("aliases", TEXTS, "Other names an article may use.", "[陈醋]"),
        Field("tags", TEXTS, "What it is about, as with articles.", "[醋, 清徐]"),
        Field(
            "specs",
            MapOf(Text(), "500 ml"),
            "Facts for a table: name and value.",
            "{净含量: 500 ml}",
        ),
        Field("sku", NAME, "Its name at the till, if not the file's.", "aged-vinegar"),
        Field("stock", Integer(), "How many are left.", "200"),
        Field("limit", Integer(), "How many will ever be sold.", "100"),
        Field(
            "code",
            Text(CODE.pattern, "made of A-Z a-z 0-9 and -, at most 20 of them"),
            "What readers may type after the site's address.",
            "101",
        ),
        Field("added", Day(), "The day it came to the shop.", "2026-10-18"),
        Field("digital", Flag(), "Whether it is sent as a file or a link.", "true"),
        Field("place", TEXTS, "Where a service is given.", "清徐老作坊"),
        Field("slots", TEXTS, "When a service is given.", '["周六 14:00"]'),
        Field("every", OneOf(("month", "year")), "How often it is paid.", "month"),
        Field("ships", Day(), "The day from which it is sent.", "2027-01-15"),
        Field(
            "goal",
            GOAL,
            "A presale: it is made when so many are ordered in time.",
            "{units: 300, until: 2026-12-31}",
        ),
        Field(
            "items",
            ListOf(Either(ITEM, BUNDLED), "{item: aged-vinegar/bottle, quantity: 2}"),
            "What a bundle is made of.",
            "[aged-vinegar/bottle, cup]",
        ),
        Field(
            "sale",
            SALE,
            "The days on which it can be bought, both included.",
            "{from: 2026-11-01, to: 2026-11-11}",
        ),
        Field(
            "quantity",
            QUANTITY,
            "How many a buyer may take at once; one if not said.",
            "{min: 1, max: 10}",
        ),
        Field(
            "extras",
            ListOf(ITEM, "cup"),
            "Other products that the checkout offers besides.",
            "[cup, vinegar/bottle]",
        ),
        Field(
            "ask",
            ListOf(Either(LABEL, QUESTION), "刻什么字"),
            "What the checkout asks the buyer.",
            "[{label: 刻什么字, optional: true}]",
        ),
        Field(
            "tax",
            OneOf(("inclusive", "exclusive")),
            "Whether its prices have tax in them, if not as the site's.",
            "inclusive",
        ),
        Field(
            "tax_code",
            Text(r"txcd_[0-9]{8}", "txcd_ and eight digits"),
            "What it is to the tax office: Stripe's code.",
            "txcd_99999999",
        ),
        Field(
            "checkout",
            Flag(),
            "Whether our own checkout sells it; false leaves it to its channels.",
            "false",
        ),
        Field(
            "cards",
            Flag(),
            "Whether pictures to share are drawn of it; false leaves it its code.",
            "false",
        ),
        Field("unlisted", Flag(), "Whether it is left out of all lists.", "true"),
        Field("retired", Flag(), "Whether it is no longer sold.", "true"),
        Field(
            "instead", NAME, "The id of the product to offer instead.", "new-vinegar"
        ),
        Field("maker", Text(), "Who makes it, by their key in authors.yml.", "lan"),
        Field(
            "shipping",
            SHIPPING,
            "Where it is sent, and at which rate.",
            "{rate: standard}",
        ),
        Field(
            "channels",
            MapOf(CHANNEL, "https://weidian.example/item/1"),
            "Other places to buy it.",
            "{weidian: https://weidian.example/item/1}",
        ),
        Field(
            "variants",
            ListOf(VARIANT, "{id: gift, options: {规格: 礼盒两瓶}, price: 158.00}"),
            "What readers choose between.",
            "[{id: gift, options: {规格: 礼盒两瓶}, price: 158.00}]",
        ),
        Field(
            "texts",
            PRODUCT_TEXTS,
            "What it says in other languages of the site, by their tag.",
            "{en: {name: Aged vinegar, summary: A year in the sun}}",
        ),
    )
)

SHELF = Record(
    (
        Field("name", Text(), "What it is called, if not as its folder.", "粮油调味"),
        Field("summary", Text(), "One line about it.", "一方水土的味道"),
        Field(
            "description", Prose(), "The text of its page, in Markdown.", "都来自清徐。"
        ),
        Field(
            "picture",
            PicturePath(),
            "What leads it, if not a picture beside this file that is called shelf.",
            "courtyard.webp",
        ),
        Field("order", Integer(-1000), "Its place among the shelves, low first.", "1"),
        Field(
            "texts",
            SHELF_TEXTS,
            "What it says in other languages of the site, by their tag.",
            "{en: {name: Vinegar}}",
        ),
    )
)
