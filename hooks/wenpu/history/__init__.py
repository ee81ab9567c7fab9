"""
What git remembers of a shop: which prices have fallen since, and what is back.

`read()` asks git what the files of `products/` and the lock said, `news()` compares it
with what they say now. What is not committed has no day yet, and what was undone is no
news: only what is still true is told.
"""

from wenpu.history.news import news
from wenpu.history.past import Lock, Past, problems, read

__all__ = ["Lock", "Past", "news", "problems", "read"]
