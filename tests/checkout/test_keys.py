"""Where a key is sent: to its service, or to a stand-in that keeps it."""

import pytest

from wenpu.checkout import keys
from wenpu.problems import WenpuError

HERE = ["http://127.0.0.1:12111", "http://localhost:80/", "https://[::1]:1"]
ELSEWHERE = [
    "https://api.example.com",
    "http://127.0.0.1.example.com",
    "http://localhost:1@example.com",
    "http://127.0.0.1:1/@example.com",
    "//127.0.0.1",
]


@pytest.mark.parametrize("address", HERE)
def test_a_live_key_may_go_to_this_machine(address: str) -> None:
    """So what a machine does on main can be tried on a desk."""
    assert keys.address({keys.ADDRESS: address}, "live") == address.rstrip("/")


@pytest.mark.parametrize("address", ELSEWHERE)
def test_a_live_key_goes_nowhere_else(address: str) -> None:
    """Whoever sets the address would have the key."""
    with pytest.raises(WenpuError, match=r"live one: it would go elsewhere\."):
        keys.address({keys.ADDRESS: address}, "live")


@pytest.mark.parametrize("mode", ["live", "test"])
def test_without_an_address_a_key_goes_to_its_service(mode: str) -> None:
    """As almost always."""
    assert keys.address({}, mode) == ""
