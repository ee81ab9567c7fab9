"""Parts of files, as a player asks for them."""

import io
from typing import Any
from wsgiref.util import FileWrapper

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenpu.build.ranges import bounds, ranged

DATA = bytes(range(100))


def asked(header: str, status: str = "200 OK") -> tuple[str, dict[str, str], bytes]:
    """Return the answer to who asks for *header* of a file of a hundred bytes."""

    def files(_: dict[str, Any], start: Any) -> FileWrapper:  # noqa: ANN401
        start(status, [("Content-Type", "audio/mpeg"), ("Content-Length", "100")])
        return FileWrapper(io.BytesIO(DATA))

    said: list[Any] = []
    environ = {"HTTP_RANGE": header} if header else {}
    body = b"".join(ranged(files)(environ, lambda *told: said.append(told)))
    return said[0][0], dict(said[0][1]), body


@pytest.mark.parametrize(
    ("header", "part", "told"),
    [
        ("bytes=0-", DATA, "bytes 0-99/100"),
        ("bytes=10-19", DATA[10:20], "bytes 10-19/100"),
        ("bytes=90-500", DATA[90:], "bytes 90-99/100"),
        ("bytes=-5", DATA[-5:], "bytes 95-99/100"),
    ],
)
def test_a_part_is_what_was_asked_for(header: str, part: bytes, told: str) -> None:
    """With the words that let a browser go anywhere in a recording."""
    status, headers, body = asked(header)

    assert (status, body) == ("206 Partial Content", part)
    assert headers["Content-Range"] == told
    assert headers["Content-Length"] == str(len(part))
    assert headers["Content-Type"] == "audio/mpeg"


@pytest.mark.parametrize("header", ["", "bytes=1-2,5-6", "lines=1-2", "bytes"])
def test_who_asks_for_no_part_gets_all(header: str) -> None:
    """So does who asks in a way that need not be understood."""
    assert asked(header) == (
        "200 OK",
        {"Content-Type": "audio/mpeg", "Content-Length": "100"},
        DATA,
    )


def test_what_is_not_there_is_told() -> None:
    """Beyond the end is nothing; a page for lost readers is no recording."""
    status, headers, body = asked("bytes=100-")
    assert status.startswith("416")
    assert headers == {"Content-Range": "bytes */100"}
    assert body == b""
    assert asked("bytes=0-", "404 Not Found")[0] == "404 Not Found"


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 150))
def test_a_part_lies_within(first: int, last: int, size: int) -> None:
    """Whatever is asked for, of a file of any size."""
    for asked_for in ((str(first), str(last)), (str(first), ""), ("", str(last))):
        found = bounds(*asked_for, size)
        assert found is None or 0 <= found[0] <= found[1] < size
