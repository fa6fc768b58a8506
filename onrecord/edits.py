"""Compare two texts word by word."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import chain
from typing import NamedTuple

PARAGRAPH = re.compile(r"[^\n]*\n+|[^\n]+")
WORD = re.compile(r"\S+|\s+")
LARGEST = 250_000
"""Pairs of words that are compared where nothing marks the way; larger stretches are replaced."""
RUNS = (1, 5, 25)
"""Lengths of what is looked for to mark the way, in words and the spaces between them."""
SHORT = 3
"""Words that may stand unchanged between two changes, each twice as long, that are told as one."""

Range = tuple[int, int, int, int]
"""Where something begins and ends in the old sequence, and in the new one."""


class Edit(NamedTuple):
    """A piece of the old text and what stands in its place; equal ones are no change."""

    before: str
    after: str
    start_before: int
    start_after: int

    @property
    def is_change(self) -> bool:
        """Whether the two differ."""
        return self.before != self.after


def edits(before: str, after: str) -> list[Edit]:
    """Cut two texts into pieces, in turn equal and changed; joined they are the texts again.

    Paragraphs are compared first, then the words of those that differ.
    """
    found: list[Edit] = []
    at = (0, 0)
    for old, new in _pieces(PARAGRAPH.findall(before), PARAGRAPH.findall(after)):
        words = [(old, new)] if old == new else _pieces(WORD.findall(old), WORD.findall(new))
        for one, other in words:
            _add(found, Edit(one, other, *at))
            at = (at[0] + len(one), at[1] + len(other))
            _smooth(found)
    return found


def _add(found: list[Edit], edit: Edit) -> None:
    """Add an edit; with its neighbour it is one if both are changes, or none."""
    while found and found[-1].is_change == edit.is_change:
        last = found.pop()
        before, after = last.before + edit.before, last.after + edit.after
        edit = last._replace(before=before, after=after)
    found.append(edit)


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield what stands in the place of what, equal stretches and changed ones."""
    i = j = 0
    for a, b, c, d in chain(_equal(old, new), [(len(old), len(old), len(new), len(new))]):
        if i < a or j < c:
            yield "".join(old[i:a]), "".join(new[j:c])
        if a < b:
            yield "".join(old[a:b]), "".join(new[c:d])
        i, j = b, d


def _equal(old: Sequence[str], new: Sequence[str]) -> list[Range]:
    """List the stretches that two sequences share, in order, long ones in one piece.

    What stands in both exactly once marks the way ("patience"), so that long texts are compared
    in little more time than they take to read; between the marks difflib has little to do.
    """
    found: list[Range] = []
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        a, b, c, d = waiting.pop()
        first, last = (a, c), (b, d)
        while a < b and c < d and old[a] == new[c]:
            a, c = a + 1, c + 1
        while a < b and c < d and old[b - 1] == new[d - 1]:
            b, d = b - 1, d - 1
        found += [(first[0], a, first[1], c), (b, last[0], d, last[1])]
        marks = _marks(old, new, (a, b, c, d))
        if marks:
            ends = [(a, c), *((i + 1, j + 1) for i, j in marks)]
            found += [(i, i + 1, j, j + 1) for i, j in marks]
            waiting += [(i, k, j, m) for (i, j), (k, m) in zip(ends, [*marks, (b, d)], strict=True)]
        elif (b - a) * (d - c) <= LARGEST:
            matcher = SequenceMatcher(None, old[a:b], new[c:d], autojunk=False)
            found += [
                (a + i, a + i + n, c + j, c + j + n) for i, j, n in matcher.get_matching_blocks()
            ]
    return _joined(found)


def _joined(ranges: list[Range]) -> list[Range]:
    """Put stretches in order, and those together that follow upon one another."""
    found: list[Range] = []
    for a, b, c, d in sorted(one for one in ranges if one[0] < one[1]):
        if found and (found[-1][1], found[-1][3]) == (a, c):
            found[-1] = (found[-1][0], b, found[-1][2], d)
        else:
            found.append((a, b, c, d))
    return found


def _marks(old: Sequence[str], new: Sequence[str], where: Range) -> list[tuple[int, int]]:
    """List places of what stands once in both: the most that follow one another in both.

    In a text that has nothing but words that recur, runs of them stand once.
    """
    a, b, c, d = where
    for size in RUNS if a < b and c < d else ():
        ours, theirs = _once(old, a, b, size), _once(new, c, d, size)
        if shared := [(i, theirs[run]) for run, i in ours.items() if run in theirs]:
            return _longest_rise(shared)
    return []


def _once(pieces: Sequence[str], start: int, end: int, size: int) -> dict[tuple[str, ...], int]:
    """Map the runs of some length that stand once to their places, in order."""
    runs = [tuple(pieces[i : i + size]) for i in range(start, end - size + 1)]
    counts = Counter(runs)
    return {run: i for i, run in enumerate(runs, start) if counts[run] == 1}


def _longest_rise(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Keep the most pairs of which the second parts rise as the first do."""
    ends: list[int] = []  # the least second part with which a rise of some length ends
    last: list[int] = []  # the pair that it ends with
    before: list[int] = []
    for number, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [j]
        last[length : length + 1] = [number]
    number = last[-1] if last else -1
    rise = []
    while number >= 0:
        rise.append(pairs[number])
        number = before[number]
    return rise[::-1]


def _smooth(found: list[Edit]) -> None:
    """Tell the last two changes as one where little stands between them: a few short words."""
    while len(found) > 2 and found[-1].is_change and found[-3].is_change:
        first, between, last = found[-3:]
        least = min(max(len(one.before), len(one.after)) for one in (first, last))
        if len(between.before.split()) > SHORT or 2 * len(between.before) > least:
            return
        del found[-2:]
        before, after = between.before + last.before, between.after + last.after
        _add(found, between._replace(before=before, after=after))
