"""Tell whether two names are taken to mean the same speaker."""

from __future__ import annotations

import re
from pathlib import Path

from onrecord.evaluation.words import folded

WORD = re.compile(r"\w+")
UNSAID = frozenset(Path(__file__).with_name("unsaid.txt").read_text("utf-8").split())
"""Articles, titles and suffixes: they do not tell people apart."""
SHORT = 3
"""Letters that a given name and its short form share, as Ben and Benjamin do."""


def same_name(one: str | None, other: str | None) -> bool:
    """Tell whether names match: equal, an acronym, or one family name and no conflict before it.

    >>> same_name("Dr. Jane Smith", "Smith"), same_name("John Smith", "Jane Smith")
    (True, False)
    >>> same_name("WHO", "World Health Organization"), same_name("Ben Lee", "Benjamin Lee")
    (True, True)
    """
    words, others = _words(one or ""), _words(other or "")
    if not words or not others:
        return False
    return (
        words == others
        or _is_acronym(words, other or "")
        or _is_acronym(others, one or "")
        or any(_share(family, words, others) for family in (words[-1], others[-1]))
    )


def _words(name: str) -> list[str]:
    """List the words that count; all of them where none would remain."""
    found = WORD.findall(folded(name.replace(".", "") if name.isupper() else name))
    return [word for word in found if word not in UNSAID] or found


def _is_acronym(words: list[str], name: str) -> bool:
    initials = "".join(word[0] for word in WORD.findall(name) if word[0].isupper())
    return len(words) == 1 and len(words[0]) > 1 and words[0] == folded(initials)


def _share(family: str, words: list[str], others: list[str]) -> bool:
    """Tell whether both hold the family name, and what stands before it does not conflict."""
    if family not in words or family not in others:
        return False
    given, other = words[: words.index(family)], others[: others.index(family)]
    return not given or not other or _compatible(given[0], other[0])


def _compatible(one: str, other: str) -> bool:
    """Tell whether given names agree: equal, an initial, or a short form."""
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return one == other or (min(len(one), len(other)) >= SHORT and one[:SHORT] == other[:SHORT])
