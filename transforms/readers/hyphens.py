"""Join the lines of a text that was broken by width; broken words become whole again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from importlib import resources

WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
HYPHENS = ("-", "\xad", "\u2010")
BROKEN = re.compile(rf"([^\W\d_]+)([{''.join(HYPHENS)}])$")
"""A word that goes on in the next line; a soft hyphen stands only there."""
NEXT = re.compile(r"[^\W\d_]+")


def words(lines: Sequence[str]) -> set[str]:
    """List the words of a text, in lower case: they tell how a broken word is written.

    A text without a line that ends in a hyphen has none to tell of.
    """
    if not any(line.rstrip().endswith(HYPHENS) for line in lines):
        return set()
    return {
        found[0].lower()
        for line in lines
        for found in WORDS.finditer(line)
        if found.end() < len(line.rstrip()) - 1
    }


def joined(lines: Iterable[str], known: Collection[str]) -> str:
    """Join lines to one.

    >>> joined(["The govern-", "ment of a well-", "known man"], ())
    'The government of a well-known man'
    >>> joined(["Anglo-", "Saxon", "and so"], ())
    'Anglo-Saxon and so'
    """
    pieces: list[str] = []
    for line in filter(None, lines):
        if pieces:
            glue = _glue(pieces[-1], line, known)
            if glue != " ":
                pieces[-1] = pieces[-1][:-1]
            pieces.append(glue)
        pieces.append(line)
    return "".join(pieces)


def _glue(line: str, following: str, known: Collection[str]) -> str:
    """Give what stands between two lines, in the place of a hyphen that ends the first."""
    broken, rest = BROKEN.search(line), NEXT.match(following)
    if broken is None or rest is None:
        return " "
    keeps = broken[2] != "\xad" and _keeps(broken[1], rest[0], known)
    return "-" if keeps else ""


def _keeps(start: str, end: str, known: Collection[str]) -> bool:
    """Tell whether a hyphen belongs to its word: as the text writes it elsewhere, else by form."""
    if not end[0].islower():
        return True
    whole = (start + end).lower()
    if whole in known:
        return False
    return f"{start}-{end}".lower() in known or start.lower() in _firsts()


@cache
def _firsts() -> frozenset[str]:
    """List the words that a hyphen commonly follows."""
    text = resources.files(__package__).joinpath("hyphens.txt").read_text("utf-8")
    return frozenset(text.split())
