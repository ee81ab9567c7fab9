"""What machines are told is true, joined up, and cannot break out of its place."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from jinja2 import Environment, FileSystemLoader
from msgspec.structs import replace
from pyld import jsonld
from tests.within import MISSING, at

from wenpu import facts, links, pages, shop, words
from wenpu.facts import events
from wenpu.facts.writing import HEADLINE
from wenpu.model import (
    Article,
    Author,
    FreePrice,
    Look,
    Money,
    Offer,
    Picture,
    Product,
    Settings,
    Site,
    State,
)
from wenpu.problems import Spot
from wenpu.shop import Shop

HERE = Path(__file__).with_name("facts")
GOOGLE = {path.stem: path for path in sorted((HERE / "google").glob("*.yml"))}
TODAY = date(2026, 11, 22)
BASE = "https://tea.example/"
SETTINGS = Settings("Tea", TODAY, BASE)
TEXTS = some.text(some.characters(exclude_categories=["Cs"])) | some.sampled_from(
    ["</script>", "<!--<script>", "]]>", "\u2028\u2029", '"\\', "&lt;", "青茶"]
)
VALUES = some.recursive(
    TEXTS | some.integers() | some.booleans(),
    lambda inner: some.lists(inner) | some.dictionaries(TEXTS, inner),
    max_leaves=8,
)

TITLES = TEXTS.filter(str.strip)
"""What names something says something."""

Folder = Callable[[Mapping[str, Any]], Path]
Node = dict[str, Any]
Told = dict[str, list[Node]]
"""The nodes of each page, by its address."""


class Markup(HTMLParser):
    """Keeps what a page says in its scripts of data and in its meta elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text, self.meta = "", dict[str, list[str]]()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(f"{tag}{len(attrs) or ''}")
        name = found.get("property") or found.get("name") or ""
        self.meta.setdefault(name, []).append(found.get("content") or "")

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] == "script1":
            self.text += data


def load(case: Mapping[str, Any], folder: Folder) -> Shop:
    """Return the shop that a case writes down."""
    logo = Picture(case["logo"], "logo.png", 40, 30) if "logo" in case else None
    look = Look(logo=logo, hidden=frozenset(case.get("hide", ())))
    told = replace(SETTINGS, look=look, **case.get("settings", {}))
    return shop.load(folder(case["files"]), told)


def metas(found: Shop) -> dict[str, Any]:
    """Return what the templates of all pages may read, by their address."""
    both = (*found.pages.written.values(), *found.pages.generated.values())
    return {unquote(page.url): page.meta["wenpu"] for page in both}


def told_by(found: Shop) -> Told:
    """Return what each page tells machines."""
    return {url: graph_of(meta) for url, meta in metas(found).items()}


def graph_of(meta: Mapping[str, Any]) -> list[Node]:
    said = json.loads(meta["json_ld"] or '{"@graph": []}')
    nodes: list[Node] = said["@graph"]
    return nodes


def by_type(nodes: list[Node]) -> Node:
    """Name each of *nodes* by its type, the second of one as in `Event 2`."""
    seen, found = Counter[str](), {}
    for node in nodes:
        kind = node["@type"]
        seen[kind] += 1
        found[kind if seen[kind] == 1 else f"{kind} {seen[kind]}"] = node
    return found


def test_machines_are_told_what_the_case_says(
    case: dict[str, Any], folder: Folder
) -> None:
    """Whatever a case asks of a page is what it tells; and nothing of what it bars."""
    found = load(case, folder)
    told = {url: by_type(nodes) for url, nodes in told_by(found).items()}

    for url, wanted in case.get("told", {}).items():
        assert {path: at(told[url], path) for path in wanted} == wanted, url
    for url, barred in case.get("untold", {}).items():
        assert [path for path in barred if at(told[url], path) is not MISSING] == []
    assert case.keys() & {"told", "untold", "tags"}
    # A case about articles need not sell anything.
    assert [one for one in found.site.problems if one.spot != Spot("products")] == []


def test_those_who_share_are_told_what_the_case_says(
    case: dict[str, Any], folder: Folder
) -> None:
    """Every tag that a case names has that value, or those, or is not there."""
    found = metas(load(case, folder))

    for url, wanted in case.get("tags", {}).items():
        said: dict[str, list[str]] = {}
        for one in found[url]["og"]:
            said.setdefault(one["property"], []).append(one["content"])
        for one in found[url]["twitter"]:
            said.setdefault(one["name"], []).append(one["content"])
        asked = {key: listed(value) for key, value in wanted.items()}
        assert {key: said.get(key, []) for key in asked} == asked, url


def listed(value: Any) -> list[Any]:  # noqa: ANN401
    return value if isinstance(value, list) else [value]


def test_no_half_of_an_address_stands_anywhere(
    case: dict[str, Any], folder: Folder
) -> None:
    """What is a name or an address is whole, with a site's own address or without."""
    for url, nodes in told_by(load(case, folder)).items():
        for node in every(nodes):
            for key in ("@id", "url", "item", "urlTemplate", "merchantReturnLink"):
                assert str(node.get(key, "https://")).startswith("https://"), (url, key)


@pytest.fixture(scope="module")
def demos(demo: Path) -> Shop:
    """The demo, as it is read."""
    own = replace(SETTINGS, name="晋味", zone="Asia/Shanghai")
    return shop.load(demo, own)


@pytest.fixture
def kinds(folder: Folder) -> Shop:
    """A site that sells something of every kind."""
    text = (HERE / "every-kind.yml").read_text(encoding="utf-8")
    return load(yaml.safe_load(text), folder)


def every(value: Any) -> Iterator[Node]:  # noqa: ANN401
    """Return each node within *value*, those that only refer to others as well."""
    if isinstance(value, list):
        for one in value:
            yield from every(one)
    elif isinstance(value, dict):
        yield value
        yield from every([one for key, one in value.items() if key[0] != "@"])


def whole(nodes: list[Node]) -> Iterator[Node]:
    """Return each thing told of, with all that is said of it in other places."""
    known = {node["@id"]: node for node in nodes if "@id" in node}
    for node in nodes:
        for one in every(followed(node, known)):
            shared = {key: value for key, value in one.items() if key in COMMON}
            yield one
            for variant in one.get("hasVariant", ()):
                yield {**shared, **variant}


COMMON = {"description", "brand", "category", "subjectOf"}
"""What is said of a group counts for its variants."""


def followed(value: Any, known: Mapping[str, Node]) -> Any:  # noqa: ANN401
    """Return *value* with what it refers to, as far as that is told on its page."""
    if isinstance(value, list):
        return [followed(one, known) for one in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"@id"}:
        return known.get(value["@id"], value)
    return {key: followed(one, known) for key, one in value.items()}


def holds(value: Any, path: str) -> bool:  # noqa: ANN401
    """Tell whether *path* leads to something in *value*, in each of a list."""
    if isinstance(value, list):
        return bool(value) and all(holds(one, path) for one in value)
    name, _, rest = path.partition(".")
    if not name:
        return value not in ("", None, {})
    return isinstance(value, dict) and name in value and holds(value[name], rest)


@pytest.fixture(params=GOOGLE)
def table(request: pytest.FixtureRequest) -> dict[str, Any]:
    """What search engines ask for, one type after the other."""
    found: dict[str, Any] = yaml.safe_load(GOOGLE[request.param].read_text("utf-8"))
    return found


def test_a_table_says_where_it_is_from(table: dict[str, Any]) -> None:
    """Which page of Google's, and how old what was read of it is."""
    title, address, day = table["from"].split(", ")

    assert title
    assert address.startswith("https://developers.google.com/search/docs/appearance/")
    assert date.fromisoformat(day.removeprefix("as of ")) <= TODAY


def of_type(found: Shop, kind: str) -> list[Node]:
    told = told_by(found).values()
    return [one for nodes in told for one in whole(nodes) if one.get("@type") == kind]


def test_nothing_that_search_engines_require_is_missing(
    table: dict[str, Any], kinds: Shop, demos: Shop
) -> None:
    """In the demo, and where something of every kind is for sale."""
    of_kinds, of_demo = of_type(kinds, table["of"]), of_type(demos, table["of"])

    assert of_kinds, "the site of every kind has none"
    for one in (*of_kinds, *of_demo):
        lacking = [path for path in table.get("required", ()) if not holds(one, path)]
        assert lacking == [], one
        assert any(holds(one, path) for path in table.get("one_of", ["@type"]))
        for path, name in table.get("but_last", {}).items():
            assert all(holds(item, name) for item in one[path][:-1])
        for path, least in table.get("least", {}).items():
            assert len(one[path]) >= least
        for path, allowed in table.get("values", {}).items():
            assert {*listed(one.get(path, []))} <= {*allowed}


def test_what_search_engines_recommend_is_told_where_it_is_known(
    table: dict[str, Any], kinds: Shop, demos: Shop
) -> None:
    """What is never told has its reason in the table, and is really never told."""
    found = [*of_type(kinds, table["of"]), *of_type(demos, table["of"])]
    untold = table.get("untold", {})

    told = {
        path
        for path in table.get("recommended", ())
        if any(holds(one, path) for one in found)
    }

    assert {*table.get("recommended", ())} - told == untold.keys()


def test_every_word_is_one_of_schema_org(kinds: Shop, demos: Shop) -> None:
    """A property stands only where its type has it."""
    text = (HERE / "schema/words.yml").read_text(encoding="utf-8")
    known: dict[str, list[str]] = yaml.safe_load(text)
    used: dict[str, set[str]] = {}
    for found in (kinds, demos):
        for node in (one for nodes in told_by(found).values() for one in every(nodes)):
            names = {name for name in node if name[0] != "@"}
            used.setdefault(node.get("@type", "Thing"), set()).update(names)

    odd = {
        (kind, name)
        for kind, names in used.items()
        for name in names - {*known["Thing"], *known[kind]}
    }

    assert odd == set()
    assert known.keys() - used.keys() - {"Thing"} == set()


def offline(url: str, _options: object) -> dict[str, Any]:
    """Hand out the one context there is; nobody is asked for another."""
    if url != "https://schema.org":
        raise ValueError(url)
    document = json.loads((HERE / "schema/context.json").read_text(encoding="utf-8"))
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": document,
    }


SCHEMA = "http://schema.org/"


def expanded(meta: Mapping[str, Any]) -> list[Node]:
    """Return what a page tells as a JSON-LD processor understands it."""
    options = {"documentLoader": offline, "base": ""}
    found: list[Node] = jsonld.expand(json.loads(meta["json_ld"]), options)
    return found


def counted(value: Any, names: Callable[[str], str]) -> Counter[str]:  # noqa: ANN401
    """Count the properties within *value*, by what *names* makes of them."""
    found = Counter[str]()
    for node in every(value):
        found.update(filter(None, map(names, node)))
    return found


@pytest.mark.parametrize("which", ["kinds", "demos"])
def test_a_processor_of_json_ld_understands_all(
    which: str, request: pytest.FixtureRequest
) -> None:
    """It loses no property, and no value, and makes no address of its own."""
    told = {
        u: m for u, m in metas(request.getfixturevalue(which)).items() if m["json_ld"]
    }

    for url, meta in told.items():
        ours = counted(graph_of(meta), lambda name: name if name[0] != "@" else "")
        theirs = counted(expanded(meta), lambda name: name.partition(SCHEMA)[2])
        assert theirs == ours, url
        ids = [node["@id"] for node in every(expanded(meta)) if "@id" in node]
        assert [one for one in ids if not one.startswith("https://")] == []


def described(found: Shop) -> dict[str, Node]:
    """Return all that a machine knows that has read every page, by its name."""
    told = [meta for meta in metas(found).values() if meta["json_ld"]]
    everything = [node for meta in told for node in expanded(meta)]
    flat: list[Node] = jsonld.flatten(everything, None, {"documentLoader": offline})
    return {node["@id"]: node for node in flat}


@pytest.mark.parametrize("which", ["kinds", "demos"])
def test_pages_are_joined_by_the_names_of_things(
    which: str, request: pytest.FixtureRequest
) -> None:
    """Articles know products that know them; whoever is named is told of somewhere."""
    known = described(request.getfixturevalue(which))

    def pairs(name: str) -> set[tuple[str, str]]:
        return {
            (node["@id"], other["@id"])
            for node in known.values()
            for other in node.get(f"{SCHEMA}{name}", ())
        }

    said = pairs("mentions")
    assert said
    assert said == {(article, thing) for thing, article in pairs("subjectOf")}
    named = {node["@id"] for node in known.values() if "#" in node["@id"]}
    assert [one for one in named if "@type" not in known[one]] == []
    kinds = {one: known[one]["@type"] for one in named}
    assert [one for one, types in kinds.items() if len(types) != 1] == []


@given(some.dictionaries(TEXTS, VALUES, min_size=1))
def test_what_is_told_is_read_back_from_a_page(told: dict[str, Any]) -> None:
    """No text ends the script, opens another, or is changed by standing in it."""
    text = facts.as_script(told)

    page = Markup(f'<script type="application/ld+json">{text}</script><p></p>')

    assert page.tags == ["script1", "p"]
    assert json.loads(page.text) == told
    assert not {*"<>&\u2028\u2029"} & {*text}


def test_nothing_known_is_no_script() -> None:
    """A page of which nothing can be told has no empty element."""
    assert facts.as_script(facts.graph([])) == ""


def site(
    url: str = BASE, title: str = "一", name: str = "茶", summary: str = ""
) -> Site:
    article = Article(
        src="articles/a.md",
        url="articles/a/",
        title=title,
        body="[it](product:tea)",
        spot=Spot("content/articles/a.md"),
        summary=summary,
        day=date(2026, 11, 1),
        authors=("lan",),
        cover=Picture("content/a.png", "a.png", 40, 30),
        tags=(name,),
    )
    offers = (
        Offer("tea-bag", "tea", "bag", price=Money(1250, "EUR")),
        Offer("tea-free", "tea", "free", free=FreePrice(Money(0, "EUR")), stock=0),
    )
    spot = Spot("products/tea.yml")
    product = Product("tea", name, offers, spot, summary=summary, maker="lan")
    return Site(
        settings=Settings("Tea", TODAY, url, language="en"),
        products={"tea": product},
        shelves={},
        articles={article.src: article},
        authors={"lan": Author("阿岚", name, bio=summary)},
        pages={},
    )


BASE_PAGE = Environment(  # As MkDocs has it: nothing is escaped that is not marked.
    loader=FileSystemLoader(Path(__file__).parents[1] / "theme"), autoescape=False
).get_template("pages/base.html")


def printed(here: Site) -> dict[str, Markup]:
    """Return the pages of *here*, with what stands in every head."""
    graph = links.graph(here)
    desk = pages.desk(here, graph, words.read("en"))
    bodies = {src: one.body for src, one in here.articles.items()}
    made = pages.make(desk, bodies)
    both = (*made.written.values(), *made.generated.values())
    return {
        unquote(page.url): Markup(BASE_PAGE.render(page={"meta": page.meta}))
        for page in both
    }


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(title=TITLES, name=TITLES, summary=TEXTS)
def test_any_text_arrives_as_it_was_written(
    title: str, name: str, summary: str
) -> None:
    """In JSON-LD within its script, and in the tags for those who share a page."""
    found = printed(site(title=title, name=name, summary=summary))

    story, thing = found["articles/a/"], found["products/tea/"]
    article = json.loads(story.text)["@graph"][0]
    product = json.loads(thing.text)["@graph"][0]
    assert article["headline"] == title or len(title) > HEADLINE
    assert product["name"] == name
    assert [one.get("description", "") for one in (article, product)] == [summary] * 2
    for page, said in ((story, title), (thing, name)):
        assert page.meta["og:title"] == page.meta["twitter:title"] == [said]
        for key in ("og:description", "twitter:description"):
            assert page.meta.get(key, []) == [summary] * bool(summary)
    assert story.meta["article:tag"] == [name]
    assert thing.meta["product:brand"] == [name]


@given(some.text(max_size=2 * HEADLINE))
def test_a_headline_is_never_too_long(title: str) -> None:
    """And the title itself as long as it fits."""
    found = facts.article(
        site(), replace(site().articles["articles/a.md"], title=title), []
    )

    said = found.get("headline", "")
    assert len(said) <= HEADLINE
    assert said == title or said[-1] == "…"


@given(some.text() | some.from_regex(r"\d{4}-\d\d-\d\d ?(\d\d:\d\d)?-?(\d\d:\d\d)?"))
def test_any_slot_is_read_or_left(slot: str) -> None:
    """What an author writes never fails; an end has a beginning."""
    found = events.read(slot)

    assert found is None or found.start or not found.end


def test_every_state_has_its_words_for_machines() -> None:
    """A state that is new here must be told there, too."""
    assert {*facts.AVAILABILITY} == {*State}
    assert {*facts.STOCKED} == {*State}


def test_prices_are_exact_where_there_are_no_cents() -> None:
    """As many decimals as a currency has."""
    offers = (Offer("tea", "tea", price=Money(1200, "JPY")),)
    one = replace(site().products["tea"], offers=offers, maker="")

    (told, *_) = facts.product(site(), one, [])

    assert told["offers"]["price"] == "1200"
    assert ("product:price:amount", "1200") in facts.product_tags(site(), one)
