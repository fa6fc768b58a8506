"""Find who said what: cues, contents and sources."""

from transforms.quotes.attribution import Attribution
from transforms.quotes.find import find_quotes

__all__ = ["Attribution", "find_quotes"]
