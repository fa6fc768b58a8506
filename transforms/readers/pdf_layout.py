"""Put the lines of a page in the order in which they are read, without what every page repeats."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from transforms.readers.pdf_lines import Line

MARGIN = 0.12
"""Share of a page's height, above and below, in which running heads and feet stand."""
GAP = 0.7
"""Heights of a line that part running heads from the text."""
MOST_RUNNING = 5
NUMBER = re.compile(
    r"(?:page|p\.|seite)?\s*[-–—|]?\s*(?:\d{1,4}|[ivxlc]{1,7})\s*(?:(?:of|/|von)\s*\d{1,4})?\s*[-–—|]?",
    re.IGNORECASE,
)
GUTTER = 7.0
"""Points of white between columns."""
FEWEST = 4
"""Lines that make a column."""
FULL = 0.45
"""Share of its width that the lines of a column of text fill, which those of a table do not."""
CROSSING = 0.25
"""Share of lines that may cross a gutter: headlines, and pictures' captions."""
MOST_COLUMNS = 6


def without_running(pages: list[list[Line]], heights: list[float]) -> list[list[Line]]:
    """Leave out running heads and feet, and page numbers.

    A line in the margin is one when a line of the same words, digits aside, stands as high on
    two other pages, or on a third of them.
    """
    seen: Counter[tuple[str, int]] = Counter()
    for lines, height in zip(pages, heights, strict=True):
        seen.update({_key(line, height) for line in _marginal(lines, height)})
    enough = min(3, max(2, len(pages) // 3))
    kept = []
    for lines, height in zip(pages, heights, strict=True):
        running = {
            id(line)
            for line in _marginal(lines, height)
            if _is_number(line, lines) or _count(seen, line, height) >= enough
        }
        kept.append([line for line in lines if id(line) not in running])
    return kept


def ordered(lines: list[Line]) -> Iterator[Line]:
    """Yield the lines of a page column by column; pieces of one line are put together."""
    for number, column in enumerate(_columns(lines, MOST_COLUMNS)):
        whole = list(_rows(column))
        ends = sorted(line.x1 for line in whole)
        starts = sorted(line.x0 for line in whole)
        edges = starts[len(starts) // 10], ends[min(len(ends) - 1, len(ends) * 9 // 10)]
        for line in whole:
            line.column, line.edges = number, edges
            yield line


def _marginal(lines: list[Line], height: float) -> list[Line]:
    """List the outermost lines that stand in the margins, set off from the text."""
    down = sorted(lines, key=_top)
    up = sorted(lines, key=lambda line: -line.bottom)
    above = _set_off([line.bottom for line in down], [line.top for line in down], MARGIN * height)
    below = _set_off(
        [-line.top for line in up], [-line.bottom for line in up], (MARGIN - 1) * height
    )
    return down[:above] + up[:below]


def _set_off(ends: list[float], starts: list[float], limit: float) -> int:
    """Count the lines before the last gap inside of the margin, all seen from its edge."""
    count, reach = 0, ends[0] if ends else 0.0
    for index in range(min(len(ends), MOST_RUNNING)):
        reach = max(reach, ends[index])
        if reach > limit:
            break
        following = starts[index + 1] if index + 1 < len(starts) else limit + 1
        if following - reach > GAP * (ends[index] - starts[index]):
            count = index + 1
    return count


def _key(line: Line, height: float) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text.casefold()), round(50 * line.top / height)


def _count(seen: Counter[tuple[str, int]], line: Line, height: float) -> int:
    text, place = _key(line, height)
    return max(seen[text, place + shift] for shift in (-1, 0, 1))


def _is_number(line: Line, lines: list[Line]) -> bool:
    """Tell whether a line is a page number: nothing else stands outside of it."""
    if NUMBER.fullmatch(line.text) is None:
        return False
    return all(o.top <= line.bottom for o in lines) or all(o.bottom >= line.top for o in lines)


def _top(line: Line) -> float:
    return line.top


def _columns(lines: list[Line], depth: int) -> Iterator[list[Line]]:
    """Yield groups of lines: what stands beside each other, from left to right.

    Lines that cross the gutter part what stands above them from what stands below.
    """
    at = _gutter(lines) if depth else None
    if at is None:
        if lines:
            yield lines
        return
    band: list[Line] = []
    for line in sorted(lines, key=_top):
        if line.x0 < at < line.x1:
            yield from _beside(band, at, depth)
            yield [line]
            band = []
        else:
            band.append(line)
    yield from _beside(band, at, depth)


def _beside(band: list[Line], at: float, depth: int) -> Iterator[list[Line]]:
    yield from _columns([line for line in band if line.x1 <= at], depth - 1)
    yield from _columns([line for line in band if line.x0 >= at], depth - 1)


def _gutter(lines: list[Line]) -> float | None:
    """Find where white parts columns of text; None where there is one column."""
    if len(lines) < 2 * FEWEST:
        return None
    events: dict[int, int] = defaultdict(int)
    for line in lines:
        events[int(line.x0)] += 1
        events[int(line.x1) + 1] -= 1
    best, found = -1.0, None
    covered = 0
    for x, following in pairwise(sorted(events)):
        covered += events[x]
        if following - x < GUTTER or covered > CROSSING * len(lines):
            continue
        at = (x + following) / 2
        evenness = _evenness(lines, at)
        if evenness > best:
            best, found = evenness, at
    return found if best > 0 else None


def _evenness(lines: list[Line], at: float) -> float:
    """Give the share of the smaller side, zero where one of them is no column of text."""
    left = [line for line in lines if line.x1 <= at]
    right = [line for line in lines if line.x0 >= at]
    if min(len(left), len(right)) < FEWEST or not (_is_prose(left) and _is_prose(right)):
        return 0.0
    return min(len(left), len(right)) / len(lines)


def _is_prose(lines: list[Line]) -> bool:
    """Tell whether lines fill their column, as those of a table do not."""
    width = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    return median(line.x1 - line.x0 for line in lines) > FULL * width and (
        median(len(line.text) for line in lines) >= 12
    )


def _rows(lines: list[Line]) -> Iterator[Line]:
    """Yield lines from above, those that stand side by side as one."""
    row: list[Line] = []
    for line in sorted(lines, key=lambda one: (one.bottom, one.x0)):
        if row and not _is_beside(row[0], line):
            yield _joined(row)
            row = []
        row.append(line)
    if row:
        yield _joined(row)


def _is_beside(one: Line, other: Line) -> bool:
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    return overlap > 0.5 * min(one.bottom - one.top, other.bottom - other.top)


def _joined(row: list[Line]) -> Line:
    if len(row) == 1:
        return row[0]
    row.sort(key=lambda line: line.x0)
    first = max(row, key=lambda line: len(line.text))
    return Line(
        " ".join(line.text for line in row),
        first.page,
        row[0].x0,
        max(line.x1 for line in row),
        first.top,
        first.bottom,
        first.size,
        first.weight,
    )
