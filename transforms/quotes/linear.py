"""Score features with estimated weights: a sum, nothing more."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import exp, log
from typing import Any

import numpy

from transforms.quotes.features import NUMBERS, Features, columns_of, factor, salt
from transforms.quotes.table import Table
from transforms.quotes.trace import Trace
from transforms.tokens import Places

SCALE = 100
"""Weights are kept as integers, in hundredths."""
PAIR = 2**24
"""More than twice any sum of weights, so that two sums fit into one integer."""


FARTHEST = 30.0
"""Scores beyond this are certain."""
Scores = numpy.ndarray[Any, numpy.dtype[numpy.float64]]


@dataclass(frozen=True, slots=True)
class Weights:
    """Everything estimated: weights of the features of all decisions, and limits."""

    table: Table
    thresholds: dict[str, float]
    trace: Trace | None = None
    """Notes what is weighed, if somebody asks why."""

    def sums(self, known: Iterable[Features], size: int) -> Places:
        """Add up the weights of what is known of each candidate."""
        known = list(known)
        keys = [one.templates.keys(one.columns) for one in known]
        weights = self.table.get(numpy.concatenate([some.ravel() for some in keys]))
        total, start = numpy.zeros(size, dtype="int64"), 0
        for one, some in zip(known, keys, strict=True):
            sums = weights[start : start + some.size].reshape(some.shape).sum(axis=0)
            if one.owners is not None:
                sums = numpy.bincount(one.owners, sums, size).astype("int64")
            total += sums
            start += some.size
        return total


@cache
def weights() -> Weights:
    """Read the estimated weights that lie beside this module."""
    text = resources.files(__package__).joinpath("weights.json").read_text("utf-8")
    return from_json(json.loads(text))


def from_json(data: dict[str, Any]) -> Weights:
    """Take the weights from what the estimating command writes."""
    keys, values = [], []
    for name, templates in data["weights"].items():
        for line, rows in templates.items():
            columns = columns_of(line)
            parts = list(zip(*rows, strict=True))
            key = numpy.full(len(rows), salt(name, line), dtype="uint64")
            for column, part in zip(columns, parts[: len(columns)], strict=True):
                key += NUMBERS.of(part) * numpy.uint64(factor(column))
            keys.append(key)
            pair = numpy.array(parts[len(columns) :], dtype="int64")
            values.append(pair[0] if len(pair) == 1 else pair[0] + PAIR * pair[1])
    table = Table(numpy.concatenate(keys), numpy.concatenate(values))
    return Weights(table, data["thresholds"])


def parted(sums: Places) -> tuple[Scores, Scores]:
    """Part the sums of features that have two weights each."""
    second, first = numpy.divmod(sums + PAIR // 2, PAIR)
    return (first - PAIR // 2) / SCALE, second / SCALE


def log_odds(chance: float) -> float:
    """Turn a probability into the score that has it."""
    return log(chance / (1 - chance))


def probability(value: float) -> float:
    """Turn a score into a probability."""
    return 1 / (1 + exp(-max(-FARTHEST, min(FARTHEST, value))))


def probabilities(sums: Places) -> list[float]:
    """Turn sums of weights into probabilities."""
    return [probability(value / SCALE) for value in sums.tolist()]
