"""Read the lists of words that lie beside this module."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def lexicon(name: str) -> frozenset[str]:
    """Give the words of a list; lines that begin with # are notes."""
    text = resources.files(__package__).joinpath(f"{name}.txt").read_text("utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))
