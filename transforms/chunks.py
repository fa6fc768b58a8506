"""Cut a document into the pieces that search returns."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from transforms.ids import stable_id
from transforms.tables import Chunk
from transforms.tokens import Tokens

LIMIT = 320
HARD_CAP = 4
"""No piece has more than this many times the limit, whatever its text."""
HEADING = 300
"""Characters that every piece repeats of the heading above it, at most."""
CHARS_PER_TOKEN = 12
"""Longest words on average; text with longer ones is counted by its characters."""
MARK_OR_GAP = re.compile(r"“|”|„|«|»|\"|\n\s*\n")
"""Written without a set: where every branch begins with a letter, `re` skips to the next match."""
OPENING, CLOSING = frozenset("“„«"), frozenset("”»")
SENTENCE_END = re.compile(r"[.!?…؟।][\"”’)\]]*\s+|[。！？][”’」』]*|\n+")
Span = tuple[int, int]
Unit = tuple[int, int, int, bool]
"""Where it begins and ends, its size, and whether it is a heading."""


def chunks(
    document_id: str,
    tokens: Tokens,
    headings: Sequence[Span],
    limit: int = LIMIT,
    page_starts: Sequence[int] = (),
) -> Iterator[Chunk]:
    """Yield the pieces of a document: whole sentences, up to `limit` tokens, anew at a heading.

    A quotation that is closed later is not cut, nor is a sentence: a piece may grow longer for
    them, up to `HARD_CAP` times the limit. Together the pieces hold every character but the
    white space between them, once.
    """
    text, ruler = tokens.text, _Ruler(tokens)
    starts = sorted(start for start, _ in headings)
    named = {start: text[start : min(end, start + HEADING)].strip() for start, end in headings}
    pile, index = _Pile(), 0
    for start, end, size, is_heading in _units(text, ruler, headings, limit):
        if pile.is_full(size, limit, is_heading):
            yield pile.chunk(document_id, index, text, ruler, page_starts)
            index, pile = index + 1, _Pile(heading=pile.heading)
        pile.add(start, end, size, named.get(_last(starts, start)) if is_heading else None)
    if pile.end:
        yield pile.chunk(document_id, index, text, ruler, page_starts)


class _Ruler:
    """Counts tokens between two characters without walking through them."""

    def __init__(self, tokens: Tokens) -> None:
        starts = tokens.columns["start"]
        self.words: list[int] = starts[tokens.columns["space"] == 0].tolist()
        if tokens.has_sentences:
            self.sentences: list[int] = starts[tokens.first].tolist()
        else:
            self.sentences = [0, *(match.end() for match in SENTENCE_END.finditer(tokens.text))]

    def tokens(self, start: int, end: int) -> int:
        """Count the tokens that begin in a span, white space left out."""
        first = bisect_left(self.words, start)
        return bisect_left(self.words, end, first) - first

    def size(self, start: int, end: int) -> int:
        """Measure a span in tokens; one with very long words, by its characters."""
        return max(self.tokens(start, end), (end - start) // CHARS_PER_TOKEN)


@dataclass(slots=True)
class _Pile:
    """The sentences that will make the next chunk."""

    start: int = 0
    end: int = 0
    size: int = 0
    heading: str | None = None
    has_body: bool = field(default=False)

    def is_full(self, size: int, limit: int, is_heading: bool) -> bool:
        """Tell whether a chunk ends before the next unit."""
        return self.end > 0 and (self.size + size > limit or (is_heading and self.has_body))

    def add(self, start: int, end: int, size: int, heading: str | None) -> None:
        """Take up a unit; a heading names what follows it."""
        if not self.end:
            self.start = start
        self.end = end
        self.size += size
        self.has_body = self.has_body or heading is None
        self.heading = heading or self.heading

    def chunk(
        self, document_id: str, index: int, text: str, ruler: _Ruler, page_starts: Sequence[int]
    ) -> Chunk:
        """Make the row."""
        return Chunk(
            chunk_id=stable_id(document_id, "chunk", self.start, self.end),
            document_id=document_id,
            chunk_index=index,
            start_char=self.start,
            end_char=self.end,
            text=text[self.start : self.end],
            token_count=ruler.tokens(self.start, self.end),
            heading=self.heading,
            first_page=bisect_right(page_starts, self.start) or None,
            last_page=bisect_right(page_starts, self.end - 1) or None,
        )


def _units(text: str, ruler: _Ruler, headings: Sequence[Span], limit: int) -> Iterator[Unit]:
    """Yield what must stay together: a sentence, or those that one quotation holds."""
    quotations = _quotations(text)
    cap, begins, start = limit * HARD_CAP, {start for start, _ in headings}, 0
    edges = sorted({*ruler.sentences, *(place for span in headings for place in span), len(text)})
    for edge, following in zip(edges, [*edges[1:], len(text)], strict=True):
        held = edge not in begins and _is_inside(quotations, edge)
        if edge <= start or (held and ruler.size(start, following) <= cap):
            continue
        yield from _pieces(text, ruler, start, edge, cap, start in begins)
        start = edge


def _pieces(
    text: str, ruler: _Ruler, start: int, end: int, cap: int, is_heading: bool
) -> Iterator[Unit]:
    """Yield a unit without white space around it, in parts if it is too long for a chunk."""
    while True:
        start, end = _stripped(text, start, end)
        if start >= end:
            return
        size = ruler.size(start, end)
        if size <= cap:
            yield start, end, size, is_heading
            return
        first = bisect_left(ruler.words, start)
        reach = ruler.words[first + cap] if first + cap < len(ruler.words) else end
        stop = min(end, reach, start + cap * CHARS_PER_TOKEN)
        space = max(text.rfind(" ", start, stop), text.rfind("\n", start, stop))
        stop = space if space > start else stop
        low, high = _stripped(text, start, stop)
        yield low, high, ruler.size(low, high), is_heading
        start = stop


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _quotations(text: str) -> list[Span]:
    """List the quotations that are closed: one may go on in a paragraph that reopens it."""
    found: list[Span] = []
    opened, reopened = -1, -1
    for match in MARK_OR_GAP.finditer(text):
        mark, at = match.group(), match.start()
        if len(mark) > 1:
            goes_on = text[match.end() : match.end() + 1] in {*OPENING, '"'}
            opened, reopened = (opened, match.end()) if goes_on else (-1, -1)
        elif at == reopened and opened >= 0:
            continue
        elif opened < 0 and (mark in OPENING or mark == '"'):
            opened = at
        elif opened >= 0 and (mark in CLOSING or mark == '"'):
            found.append((opened, at + 1))
            opened = -1
    return found


def _is_inside(spans: list[Span], at: int) -> bool:
    place = bisect_right(spans, (at, -1)) - 1
    return place >= 0 and spans[place][0] < at < spans[place][1]


def _last(starts: list[int], at: int) -> int:
    place = bisect_right(starts, at)
    return starts[place - 1] if place else -1
