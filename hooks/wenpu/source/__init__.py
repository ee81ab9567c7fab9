"""
An author's file, read safely: text that is text, YAML that keeps its lines.

Values are never built here, only nodes: what a value means is decided by who asked
for it, and a price of `12.50` must not have become a float on the way.
"""

from wenpu.source.document import LOADER, compose, spot
from wenpu.source.misread import is_plain, misread
from wenpu.source.text import decode, read_text

__all__ = ["LOADER", "compose", "decode", "is_plain", "misread", "read_text", "spot"]
