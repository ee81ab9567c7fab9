"""The schema that editors use says of a field what reading says of it."""

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as some
from jsonschema import Draft202012Validator, FormatChecker

from wenpu import catalog, source
from wenpu.fields import Field, Reading, Record

FORMS = {
    "product": (catalog.PRODUCT, catalog.schema()),
    "shelf": (catalog.SHELF, catalog.shelf_schema()),
    "rate": (catalog.RATE, catalog.rates_schema()["additionalProperties"]),
    "coupon": (catalog.COUPON, catalog.coupons_schema()["additionalProperties"]),
}
WORDS = [
    "",
    " ",
    "老陈醋",
    "aged-vinegar",
    "Aged Vinegar",
    "tea/gift",
    "-",
    "12.50",
    "12,50",
    "1e3",
    "0012",
    "no",
    "true",
    "CNY",
    "cny",
    "CN",
    "month",
    "2026-10-18",
    "2026-02-30",
    "https://weidian.example/1",
    "javascript:alert(1)",
    "java\tscript:alert(1)",
    "HTTPS://A.EXAMPLE",
    "mailto:a@b.example",
    "weixin://dl/business",
    "a\nb",
]
# No 2.0 and no -0.0: JSON cannot say how a number was written, and YAML can.
NUMBERS = [0, 1, -1, 101, 12.25, -0.5, 10**9, 10**9 + 1, 10**12]
PLAIN = some.sampled_from([*WORDS, *NUMBERS, True, False, None])
NAMES = some.sampled_from(
    ["id", "url", "min", "item", "units", "from", "规格", "", "no", "USD", "label"]
)
VALUES = some.recursive(
    PLAIN,
    lambda inner: (
        some.lists(inner, max_size=3) | some.dictionaries(NAMES, inner, max_size=3)
    ),
    max_leaves=5,
)


def example(field: Field) -> object:
    return json.loads(json.dumps(yaml.safe_load(field.example), default=str))


@some.composite
def changed(draw: some.DrawFn, value: object) -> object:
    """Draw *value* with one thing in it, however deep, replaced or taken away."""
    if isinstance(value, dict) and value and draw(some.integers(0, 5)):
        key = draw(some.sampled_from([*sorted(value), "prise"]))
        if not draw(some.integers(0, 5)):
            return {name: one for name, one in value.items() if name != key}
        return {**value, key: draw(changed(value.get(key)))}
    if isinstance(value, list) and value and draw(some.integers(0, 5)):
        at = draw(some.integers(0, len(value) - 1))
        return [*value[:at], draw(changed(value[at])), *value[at + 1 :]]
    return draw(VALUES)


@some.composite
def documents(draw: some.DrawFn, record: Record) -> object:
    """Draw some fields with their examples, then change a few things."""
    fields = draw(some.lists(some.sampled_from(record.fields), unique=True, max_size=4))
    needed = [one for one in record.fields if one.required]
    value: object = {one.name: example(one) for one in (*needed, *fields)}
    for _ in range(draw(some.integers(0, 2))):
        value = draw(changed(value).filter(lambda one: isinstance(one, dict)))
    return value


def is_read(record: Record, value: object) -> bool:
    """Tell whether *value*, written as YAML that is JSON, is read without complaint."""
    node = source.compose(json.dumps(value, ensure_ascii=False), "tea.yml")
    reading = Reading("tea.yml")
    if node:
        record.sheet(node, reading)
    return not reading.problems


@pytest.mark.parametrize("name", FORMS)
@given(data=some.data())
def test_the_schema_and_reading_agree(name: str, data: some.DataObject) -> None:
    """What an editor underlines is what a build refuses, field by field."""
    record, schema = FORMS[name]
    value = data.draw(documents(record))

    valid = Draft202012Validator(schema, format_checker=FormatChecker())

    assert valid.is_valid(value) == is_read(record, value)


MAPS = {"rate": catalog.rates_schema(), "coupon": catalog.coupons_schema()}


@pytest.mark.parametrize("name", MAPS)
def test_names_are_wanted_as_reading_wants_them(name: str) -> None:
    """An editor underlines a name that cannot be one."""
    schema = MAPS[name]
    record, _ = FORMS[name]
    one = {field.name: example(field) for field in record.fields}

    valid = Draft202012Validator(schema)

    assert valid.is_valid({"cold-2": one})
    assert not valid.is_valid({"Cold": one})


@pytest.mark.parametrize("name", FORMS)
def test_every_example_is_right(name: str) -> None:
    """What an author is told to write can be written."""
    record, schema = FORMS[name]
    value = {field.name: example(field) for field in record.fields}

    assert is_read(record, value)
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(value)


@pytest.mark.parametrize("name", FORMS)
def test_every_field_has_words(name: str) -> None:
    """An editor shows them, and the documentation is checked against them."""
    record, schema = FORMS[name]

    Draft202012Validator.check_schema(schema)
    for field in record.fields:
        assert field.words.endswith(".")
        assert schema["properties"][field.name]["description"] == field.words
