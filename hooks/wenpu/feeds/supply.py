"""What feeds are made of: a site, and its lists as pages have them."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from wenpu.model import Article, Product, Site
from wenpu.notes import Ledger
from wenpu.words import Words


class Supply(Protocol):
    """
    What all feeds draw on; each mapping notes what is read of it.

    *names* says which tags there are; lists are asked for by a name.
    """

    @property
    def site(self) -> Site:
        """The site that is told of."""

    @property
    def words(self) -> Words:
        """Its words."""

    @property
    def ledger(self) -> Ledger:
        """What notes all that is read."""

    @property
    def names(self) -> Mapping[str, Sequence[str]]:
        """All `tags` there are."""

    @property
    def tags(self) -> Mapping[str, Sequence[Article | Product]]:
        """What bears each tag, newest articles first."""

    @property
    def tag_slugs(self) -> Mapping[str, str]:
        """What tags are called in addresses."""

    @property
    def written(self) -> Mapping[str, Sequence[Article]]:
        """The articles of each author, newest first."""

    @property
    def newest(self) -> Mapping[str, Sequence[str]]:
        """The `src` of `all` articles, newest first."""

    @property
    def lists(self) -> Mapping[str, Sequence[Product]]:
        """The products that `all` lists show."""
