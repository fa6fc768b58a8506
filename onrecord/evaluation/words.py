"""Put two texts side by side word by word, so that spans of one can be compared in the other.

A span is the set of words that it touches: runs of letters and digits, and the signs `$ % # @ &`.
Other punctuation, quotation marks and white space never count.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from onrecord.evaluation.records import Span

WORD = re.compile(r"\w+|[$%#@&]")

Place = frozenset[int]
"""Words by their number in the annotated text; one that it lacks has a negative number."""


class Grid:
    """The words of a text, each with the number of the same word in the annotated text."""

    def __init__(self, annotated: str, text: str | None = None) -> None:
        """Take the words of `text`, or without it those of the annotated text itself."""
        self.text = annotated if text is None else text
        spans = [found.span() for found in WORD.finditer(self.text)]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]
        self._numbers: Sequence[int] = range(len(spans))
        if self.text != annotated:
            self._number(annotated)

    @property
    def words(self) -> list[str]:
        """The words as written."""
        bounds = zip(self._starts, self._ends, strict=True)
        return [self.text[start:end] for start, end in bounds]

    def place(self, spans: Iterable[Span]) -> Place:
        """Give the words that spans touch."""
        touched: set[int] = set()
        for start, end in spans:
            if start < end:
                first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
                touched.update(self._numbers[first:last])
        return frozenset(touched)

    def lacks(self, place: Place) -> bool:
        """Tell whether this text holds none of some words of the annotated text."""
        return place.isdisjoint(self._numbers)

    def _number(self, annotated: str) -> None:
        wanted = [folded(word) for word in WORD.findall(annotated)]
        numbers = [-1 - at for at in range(len(self._starts))]
        for at, number in matches(wanted, [folded(word) for word in self.words]):
            numbers[at] = number
        self._numbers = numbers


def folded(text: str) -> str:
    """Give a text without differences of case, diacritics and compatibility form.

    >>> folded("Ｋovač")
    'kovac'
    """
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text)
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()


def matches(wanted: list[str], words: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of equal words in both lists, in order: in `words`, then in `wanted`.

    What is equal from the beginning or to the end is not searched for: texts differ in few places.

    >>> sorted(matches(["a", "b", "c", "d"], ["a", "x", "c", "d"]))
    [(0, 0), (2, 2), (3, 3)]
    """
    short = min(len(wanted), len(words))
    low = next((at for at in range(short) if wanted[at] != words[at]), short)
    backwards = range(short - low)
    high = next((at for at in backwards if wanted[-1 - at] != words[-1 - at]), short - low)
    yield from ((at, at) for at in range(low))
    yield from ((len(words) - 1 - at, len(wanted) - 1 - at) for at in range(high))
    middle = wanted[low : len(wanted) - high], words[low : len(words) - high]
    for block in SequenceMatcher(None, *middle, autojunk=False).get_matching_blocks():
        for at in range(block.size):
            yield low + block.b + at, low + block.a + at


def overlap(one: Place, other: Place) -> float:
    """Give the words in both as a share of the words in either."""
    return len(one & other) / len(one | other) if one and other else 0.0


def pairs(ones: Sequence[Place], others: Sequence[Place]) -> Iterator[tuple[int, int, float]]:
    """Pair places one to one, the largest overlap first; yield both numbers and the overlap.

    >>> list(pairs([frozenset({1, 2}), frozenset({2})], [frozenset({2}), frozenset({1, 2, 3})]))
    [(1, 0, 1.0), (0, 1, 0.6666666666666666)]
    """
    scores = [
        (-overlap(one, other), at, to)
        for at, one in enumerate(ones)
        for to, other in enumerate(others)
        if not one.isdisjoint(other)
    ]
    left, right = set(range(len(ones))), set(range(len(others)))
    for score, at, to in sorted(scores):
        if at in left and to in right:
            left.remove(at)
            right.remove(to)
            yield at, to, -score
