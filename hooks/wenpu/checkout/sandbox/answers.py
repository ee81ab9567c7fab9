"""What the stand-in answers: a status, a body, headers; and why it refuses."""

import json
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from msgspec import Struct

Json = Any
"""Whatever JSON can say."""

Plain = dict[str, Json]
"""An object of the API."""


class Headers(Mapping[str, str]):
    """Headers, whatever the case they are asked for in, as HTTP has them."""

    def __init__(self, entries: Mapping[str, str]) -> None:
        self._entries = {name.lower(): (name, entries[name]) for name in entries}

    def __getitem__(self, name: str) -> str:
        return self._entries[name.lower()][1]

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)


class Reply(Struct, frozen=True):
    """The answer to one call."""

    status: int
    body: str
    headers: Headers

    @property
    def plain(self) -> Plain:
        """The body as values."""
        found: Plain = json.loads(self.body)
        return found


class Refusal(Exception):  # noqa: N818 (an answer, not a mistake of ours)
    """A call that is not done, with what the API says of it."""

    def __init__(
        self,
        message: str,
        param: str = "",
        code: str = "",
        status: HTTPStatus = HTTPStatus.BAD_REQUEST,
        type_: str = "invalid_request_error",
    ) -> None:
        super().__init__(message)
        self.message, self.param, self.code = message, param, code
        self.status, self.type = status, type_

    @classmethod
    def missing(cls, noun: str, name: str, param: str = "id") -> "Refusal":
        """Say that there is no *noun* called *name*, which *param* asked for."""
        status = HTTPStatus.NOT_FOUND if param == "id" else HTTPStatus.BAD_REQUEST
        return cls(f"No such {noun}: '{name}'", param, "resource_missing", status)

    @property
    def body(self) -> str:
        """The refusal as JSON; codes and parameters that are none are left out."""
        known = {"code": self.code, "param": self.param}
        said = {name: value for name, value in known.items() if value}
        error = {**said, "message": self.message, "type": self.type}
        return json.dumps({"error": error}, ensure_ascii=False, indent=2)
