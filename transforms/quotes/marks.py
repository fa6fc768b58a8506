"""Pair quotation marks: a state machine that ends on any text and never raises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

MARK = re.compile("''|``|‘‘|’’|[\"“”„«»‘’‚‹›']")
PARAGRAPH = re.compile(r"\n\s*\n")
OPENERS = {"“": "”", "„": "“", "«": "»", "``": "''", "‘‘": "’’", "‘": "’", "‚": "‘", "‹": "›"}
INCHES = re.compile(r"\d\s?[’']\s?\d\d?$")
"""Feet before a mark, as in 6'2": it stands for inches then."""
GLUED = re.compile(r"(?:[,:]|[a-z](?=\W+[A-Z]))(?:\"|''|”)\w")
"""A mark that opens though no space precedes it: `he said,"Go.`"""
STRAIGHT = {'"', "''"}
DOUBLE = {'"', "''", "``", "“", "”", "„", "‘‘", "’’"}
"""Marks that keyboards, typesetters and converters take for one another: `"…”`, `“…’’`."""
SINGLE = {"'", "‘", "’", "‚", "‹", "›"}
ELISIONS = re.compile(r"\d0s|\d\d\b|em\b|til\b|tis\b|twas\b|cause\b|n\b|round\b", re.IGNORECASE)
FAR = 600
"""Characters within which a single mark has to find its partner."""
DEPTH = 4
"""Quotations nested deeper than this are read as part of the one around them."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch of text between quotation marks, marks included."""

    start: int
    end: int
    depth: int
    is_closed: bool
    is_continued: bool
    """Whether it goes on from a paragraph that left its mark open."""


@dataclass(slots=True)
class _Open:
    mark: str
    start: int
    is_continued: bool


@lru_cache(maxsize=1)
def quotations(text: str) -> tuple[Quotation, ...]:
    """Find the quotations of a text, in the order in which they begin.

    The last answer is kept: a document is asked for by those who read quotes and by those who
    read speakers.

    A mark left open ends with its paragraph; if the next one begins with the same mark, the
    quotation goes on there, as printers do it. Marks that pair with nothing are passed over.
    """
    found: list[Quotation] = []
    carried = ""
    for start, end in _paragraphs(text):
        stack = _goes_on(text, start, end, carried)
        for match in MARK.finditer(text, start, end):
            _step(text, start, end, match, stack, found, carried)
        carried = stack[0].mark if stack and stack[0].mark not in SINGLE else ""
        for depth, left in enumerate(stack):
            if left.mark not in SINGLE and end > left.start + 1:
                found.append(Quotation(left.start, end, depth, False, left.is_continued))
    return tuple(sorted(found, key=lambda q: (q.start, -q.end)))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in PARAGRAPH.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text.rstrip())


def _goes_on(text: str, start: int, end: int, carried: str) -> list[_Open]:
    """Reopen what the paragraph before left open if the first mark in this one closes it."""
    if carried:
        first = next((m for m in MARK.finditer(text, start, end) if m.group() not in SINGLE), None)
        closes = (OPENERS.get(carried), carried if carried in STRAIGHT else "")
        fits = first and first.start() > start and first.group() in closes
        if first and fits and not _looks_left(text, first):
            return [_Open(carried, start, True)]
    return []


def _step(
    text: str,
    start: int,
    end: int,
    match: re.Match[str],
    stack: list[_Open],
    found: list[Quotation],
    carried: str,
) -> None:
    """Read one mark: open a quotation, close one, or pass over it."""
    mark, at = match.group(), match.start()
    if mark == "’’" and stack and stack[-1].mark in SINGLE:
        left = stack.pop()  # the first of the two closes it, and the other is passed over
        found.append(Quotation(left.start, at + 1, len(stack), True, left.is_continued))
        return
    level = _closes(text, match, end, stack)
    if level is not None:
        left = stack[level]
        del stack[level:]
        found.append(Quotation(left.start, match.end(), level, True, left.is_continued))
    elif len(stack) < DEPTH and _opens(text, match, end, stack):
        is_continued = at == start and _family(mark) == _family(carried)
        stack.append(_Open(mark, at, is_continued))


def _family(mark: str) -> str:
    return '"' if mark in STRAIGHT or mark in ("``", "‘‘", "’’") else mark


def _closes(text: str, match: re.Match[str], end: int, stack: list[_Open]) -> int | None:
    """Say which open quotation a mark closes, if any: the innermost that it fits."""
    mark = match.group()
    if INCHES.search(text[max(0, match.start() - 6) : match.start()]):
        return None
    for level in range(len(stack) - 1, -1, -1):
        opened = stack[level].mark
        fits = OPENERS.get(opened) == mark or (opened == mark and mark in STRAIGHT | {"'", "”"})
        if not fits and opened in DOUBLE and mark in DOUBLE:
            fits = _looks_right(text, match)
        if fits and match.start() >= stack[level].start + len(opened):
            if mark in SINGLE and _is_apostrophe(text, match, end):
                return None
            return level
    return None


def _opens(text: str, match: re.Match[str], end: int, stack: list[_Open]) -> bool:
    mark = match.group()
    if any(_family(left.mark) == _family(mark) for left in stack):
        return False
    if mark in ("“", "„", "«", "``", "‘‘"):
        return match.end() < end
    if mark in STRAIGHT or mark == "”":
        return _looks_left(text, match) or bool(GLUED.match(text, max(0, match.start() - 1)))
    if mark in ("'", "‘", "‚", "‹"):
        return _looks_left(text, match) and _single_closes(text, match, end)
    return False


def _looks_left(text: str, match: re.Match[str]) -> bool:
    """Whether a mark stands where a quotation can begin: after a gap and before a word."""
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    stands = not before or not (before.isalnum() or before in ".,;!?)]}”’%")
    return stands and bool(after and not after.isspace() and after not in ",.;:!?)")


def _looks_right(text: str, match: re.Match[str]) -> bool:
    """Whether a mark stands where a quotation can end: behind a word, and before none."""
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    return bool(before.strip()) and not after.isalnum() and not _looks_left(text, match)


def _single_closes(text: str, match: re.Match[str], end: int) -> bool:
    """Whether a single mark has a partner in its paragraph: else it is an apostrophe."""
    if ELISIONS.match(text, match.end()):
        return False
    partner = {"'": "'", "‘": "’", "‚": "‘", "‹": "›"}[match.group()]
    return bool(
        re.compile(rf"(?<=[^\s]){partner}(?!\w)").search(
            text, match.end() + 1, min(end, match.end() + FAR)
        )
    )


def _is_apostrophe(text: str, match: re.Match[str], end: int) -> bool:
    """Whether a single mark stands inside a word, or after a plural with a better end to come."""
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    if before.isspace() or (before.isalnum() and after.isalnum()):
        return True
    if before == "s" and after == " ":
        later = re.compile(rf"[.,!?…]{match.group()}(?!\w)").search(
            text, match.end(), min(end, match.end() + FAR)
        )
        return later is not None and "‘" not in text[match.end() : later.start()]
    return False
