"""Find headings, and in them what only announces: `Exclusive:`, `Transfer news –`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from transforms.lexicons import lexicon
from transforms.quotes.attribution import Span
from transforms.quotes.contents import NOT_WORDS, Range
from transforms.quotes.tree import Tree

GAP = re.compile(r"\s*\n\s*\n\s*")
MOST_WORDS = 25
ENDS = ".!?:;,…"
CLOSING = "\"”’'»"
DASHES = frozenset({"-", "–", "—"})
MOST_ANNOUNCING = 4
"""Tokens in which an announcement ends."""


def headings(text: str) -> Iterator[Span]:
    """Yield the first paragraph, if short, and others that end as no sentence does."""
    edges = [0, *(place for gap in GAP.finditer(text) for place in gap.span()), len(text)]
    paragraphs = list(zip(edges[::2], edges[1::2], strict=True))
    for (start, end), (following, last) in pairwise(paragraphs):
        words = text[start:end].split()
        ended = text[start:end].rstrip(CLOSING)[-1:] in tuple(ENDS)
        if (
            1 < len(words) <= MOST_WORDS
            and following < last
            and "\n" not in text[start:end]
            and (not ended or start == 0)
            and (words[0][0].isupper() or not words[0][0].isalpha())
        ):
            yield start, end


def words_of(tree: Tree, start: int, end: int) -> Range:
    """Give the tokens of a heading, without the stop that may end it."""
    begin, stop = tree.tokens(start, end)
    while stop > begin and (tree.pos[stop - 1] == "SPACE" or tree.lowers[stop - 1] == "."):
        stop -= 1
    return begin, stop


def is_section(tree: Tree, begin: int, end: int) -> bool:
    """Whether a label names a sort of text: `Exclusive`, `The Latest`, `Transfer news`."""
    words = [tree.lowers[i] for i in range(begin, end) if tree.pos[i] not in NOT_WORDS]
    names = lexicon("label") | lexicon("section")
    return bool(words) and (words[-1] in names or " ".join(words[-2:]) in names)


def behind_announcement(tree: Tree, begin: int, stop: int) -> int:
    """Give where a headline begins behind what only announces it: `EXCLUSIVE – Lee warns`."""
    place = begin
    while place < min(stop, begin + MOST_ANNOUNCING):
        if tree.lowers[place] in DASHES | {":"} and is_section(tree, begin, place):
            return place + 1
        place += 1
    return begin
