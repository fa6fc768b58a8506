"""Compare how sure the quotes are with how often they are right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.evaluation.quotes import Judged

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Quotes of about the same confidence."""

    low: float
    high: float
    quotes: int
    confidence: float | None
    """Their mean confidence, 0 to 1; None where there are none."""
    right: float | None
    """The share of them whose content and source are right, 0 to 1."""

    @property
    def gap(self) -> float | None:
        """How far confidence is from the truth."""
        if self.confidence is None or self.right is None:
            return None
        return abs(self.confidence - self.right)


def bins(judged: Sequence[Judged]) -> list[Bin]:
    """Sort the quotes found into ten bins of confidence."""
    return binned(_confident(judged))


def binned(found: Iterable[tuple[float, bool]]) -> list[Bin]:
    """Sort how sure things are, 0 to 1, and whether they are right, into ten bins."""
    groups: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for sure, is_right in found:
        groups[min(BINS - 1, int(sure * BINS))].append((sure, is_right))
    return [_bin(number, group) for number, group in enumerate(groups)]


def whole(judged: Sequence[Judged]) -> Bin:
    """Take all quotes found as one bin."""
    right = sum(pair.is_right() for one in judged for pair in one.pairs)
    sure = [quote.confidence for one in judged for quote in one.found]
    mean = sum(sure) / len(sure) if sure else None
    return Bin(0.0, 1.0, len(sure), mean, right / len(sure) if sure else None)


def calibration_error(found: Sequence[Bin]) -> float:
    """Give the expected calibration error: the mean gap, each bin with the weight of its quotes.

    >>> calibration_error([Bin(0.0, 0.1, 1, 0.05, 0.0), Bin(0.9, 1.0, 3, 0.95, 1.0)])
    0.05
    """
    quotes = sum(one.quotes for one in found)
    total = sum(one.quotes * (one.gap or 0.0) for one in found)
    return round(total / quotes, 10) if quotes else 0.0


def _confident(judged: Sequence[Judged]) -> Iterator[tuple[float, bool]]:
    for one in judged:
        right = {pair.found for pair in one.pairs if pair.is_right()}
        for number, quote in enumerate(one.found):
            yield quote.confidence, number in right


def _bin(number: int, group: list[tuple[float, bool]]) -> Bin:
    low, high = number / BINS, (number + 1) / BINS
    if not group:
        return Bin(low, high, 0, None, None)
    mean = sum(sure for sure, _ in group) / len(group)
    return Bin(low, high, len(group), mean, sum(right for _, right in group) / len(group))
