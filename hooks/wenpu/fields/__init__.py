"""
What a YAML file may hold, said once: reading and the JSON Schema both come from here.

A `Record` lists `Field`s; each has a shape, one line of words and an example. A shape
turns a node into a value or tells what is wrong, and describes itself as a schema.
Tolerant in one way only: one text where a list of texts is wanted is a list of one.
"""

from wenpu.fields.plain import (
    Amount,
    Day,
    Flag,
    Integer,
    OneOf,
    PicturePath,
    Prose,
    Text,
    Url,
)
from wenpu.fields.shape import Field, Found, Reading, Shape, Sheet
from wenpu.fields.whole import Either, Key, ListOf, MapOf, Record

__all__ = [
    "Amount",
    "Day",
    "Either",
    "Field",
    "Flag",
    "Found",
    "Integer",
    "Key",
    "ListOf",
    "MapOf",
    "OneOf",
    "PicturePath",
    "Prose",
    "Reading",
    "Record",
    "Shape",
    "Sheet",
    "Text",
    "Url",
]
