"""Make paragraphs and headings of lines, over the ends of columns and pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from statistics import median

from transforms.readers.draft import Block, Kind
from transforms.readers.hyphens import joined, words
from transforms.readers.pdf_lines import Line
from transforms.readers.plain import BULLET, LAST_WORD

LARGER, SMALLER = 1.12, 0.93
"""Sizes, as shares of the body's, from which a line is a heading, and a note."""
BOLD = 600
LONGEST_HEADING = 200
LEADING = 1.35
"""Share of the usual distance of lines from which one begins a paragraph."""
INDENT = 0.7
"""Indentation of a paragraph, in font sizes."""
CLOSED = re.compile(r"[.;,]$")


class Body:
    """What is usual in a document: the size of its text, the distance of its lines."""

    def __init__(self, lines: list[Line]) -> None:
        sizes: Counter[float] = Counter()
        weights: Counter[bool] = Counter()
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
            weights[line.weight >= BOLD] += len(line.text)
        self.size = sizes.most_common(1)[0][0] if sizes else 1.0
        self.is_bold = weights[True] > weights[False]
        self.words = words([line.text for line in lines])
        self._leading = self._leadings(lines)

    def _leadings(self, lines: list[Line]) -> dict[float, float]:
        """Give the usual distance of lines by size."""
        found: dict[float, list[float]] = defaultdict(list)
        for before, line in pairwise(lines):
            distance = line.top - before.top
            if _is_same_column(before, line) and 0 < distance < 3 * line.size:
                found[round(line.size)].append(distance)
        return {size: median(distances) for size, distances in found.items()}

    def leading(self, line: Line) -> float:
        """Give the usual distance of lines of this size."""
        return self._leading.get(round(line.size), 1.2 * line.size)

    def is_heading(self, line: Line) -> bool:
        """Tell whether a line is larger than the text, or bold where the text is not."""
        if line.size > LARGER * self.size:
            return True
        is_bold = line.weight >= BOLD and not self.is_bold
        return is_bold and line.size > SMALLER * self.size and CLOSED.search(line.text) is None

    def is_note(self, line: Line) -> bool:
        """Tell whether a line is smaller than the text."""
        return line.size < SMALLER * self.size


def paragraphs(lines: Iterable[Line], body: Body) -> Iterator[Block]:
    """Yield the blocks of lines in reading order.

    Notes at the foot of a page stand before a paragraph that goes on behind them.
    """
    pending: list[Line] = []
    notes: list[list[Line]] = []
    is_carried = False
    for line in lines:
        if body.is_note(line) and pending and not body.is_note(pending[-1]):
            if notes and not _begins(notes[-1][-1], line, body):
                notes[-1].append(line)
            else:
                notes.append([line])
            continue
        if pending and _begins(pending[-1], line, body):
            yield from _closed(pending, notes, is_carried, body)
            pending, notes, is_carried = [], [], False
        is_carried = is_carried or bool(notes)
        pending.append(line)
    yield from _closed(pending, notes, is_carried, body)


def _closed(
    pending: list[Line], notes: list[list[Line]], is_carried: bool, body: Body
) -> Iterator[Block]:
    found = [block for note in notes for block in _blocks(note, body)]
    own = list(_blocks(pending, body))
    yield from found + own if is_carried else own + found


def _begins(before: Line, line: Line, body: Body) -> bool:
    """Tell whether a line begins a paragraph."""
    if abs(line.size - before.size) > 0.1 * body.size or BULLET.match(line.text):
        return True
    if body.is_heading(before) != body.is_heading(line):
        return True
    is_ended = LAST_WORD.search(before.text) is not None
    if not _is_same_column(before, line):
        goes_on = line.text[:1].islower() or not (is_ended or _has_room(before, line))
        return not goes_on or body.is_heading(line)
    if line.top - before.top > LEADING * body.leading(line):
        return True
    if body.is_heading(line):
        return False
    indent = line.x0 - before.x0
    if indent > INDENT * line.size and before.x0 - before.edges[0] < INDENT * line.size:
        return not line.text[:1].islower()
    return _has_room(before, line) and (is_ended or not line.text[:1].islower())


def _has_room(before: Line, line: Line) -> bool:
    """Tell whether the next word would have fitted: then the line was ended on purpose."""
    word = line.text.split(" ", 1)[0]
    width = (line.x1 - line.x0) / max(1, len(line.text)) * (len(word) + 1)
    return before.x1 + 1.15 * width + 0.5 * line.size < before.edges[1]


def _is_same_column(before: Line, line: Line) -> bool:
    return (before.page, before.column) == (line.page, line.column) and line.top > before.top


def _blocks(lines: list[Line], body: Body) -> Iterator[Block]:
    """Yield the block of a paragraph, in a piece for each page that it stands on."""
    if not lines:
        return
    kind = _kind(lines, body)
    pages = [(page, [line.text for line in own]) for page, own in groupby(lines, _page)]
    for (_, texts), (_, following) in pairwise(pages):
        if texts[-1].endswith(("-", "\xad")):  # the rest of a broken word stays on its page
            rest, _, following[0] = following[0].partition(" ")
            texts.append(rest)
    for index, (page, texts) in enumerate(pages):
        text = joined(texts, body.words).rstrip("\xad")
        yield Block(text, kind, page, is_continued=index > 0)


def _page(line: Line) -> int:
    return line.page


def _kind(lines: list[Line], body: Body) -> Kind:
    text = " ".join(line.text for line in lines)
    if len(text) <= LONGEST_HEADING and all(map(body.is_heading, lines)):
        return "heading" if any(map(str.isalpha, text)) else "paragraph"
    return "item" if BULLET.match(text) else "paragraph"
