"""Turn counts into the numbers that are reported, in percent."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a report."""

    metric: str
    score: float
    """F1 where precision and recall are given, else the share that is right."""
    precision: float | None
    recall: float | None
    gold: int
    """How many annotations it is taken over."""
    found: int | None
    """How many answers of the warehouse it is taken over."""


def f1(metric: str, right: float, gold: int, found: int) -> Figure:
    """Give the F1 of answers of which `right` are right.

    >>> f1("content exact", 3, 4, 6)
    Figure(metric='content exact', score=60.0, precision=50.0, recall=75.0, gold=4, found=6)
    """
    return f1_of(metric, _percent(right, found), _percent(right, gold), gold, found)


def f1_of(metric: str, precision: float, recall: float, gold: int, found: int) -> Figure:
    """Give the F1 of a precision and a recall, in percent."""
    both = precision + recall
    score = 2 * precision * recall / both if both else 0.0
    return Figure(metric, score, precision, recall, gold, found)


def share(metric: str, right: int, of: int) -> Figure:
    """Give what share of annotations is right.

    >>> share("quote type accuracy", 3, 4).score
    75.0
    """
    return Figure(metric, _percent(right, of), None, None, of, None)


def _percent(part: float, whole: int) -> float:
    return 100 * part / whole if whole else 0.0
