"""The address by which authors name a product: `product:id` or `product:id/variant`."""

from typing import NamedTuple, Self

SCHEME = "product:"


class Destination(NamedTuple):
    """A product, and the variant of it if one is meant."""

    product: str
    variant: str = ""

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Read the destination of a link; none if it leads elsewhere."""
        return cls.named(text) if text.startswith(SCHEME) else None

    @classmethod
    def named(cls, text: str) -> Self:
        """Read what stands in front matter, where the scheme may be left out."""
        name = text.strip().removeprefix(SCHEME).partition("#")[0]
        product, _, variant = name.partition("/")
        return cls(product, variant)

    def __str__(self) -> str:
        return f"{self.product}/{self.variant}" if self.variant else self.product
