"""Score string features with estimated weights: a sum, nothing more."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import exp
from typing import Any, TypeVar

SCALE = 100
"""Weights are kept as integers, in hundredths."""
MOST = 100_000
"""Sums remembered at a time: some 30 MB."""
W = TypeVar("W", int, complex)
Names = Sequence[str]
Group = tuple[Any, ...]
"""A function that names features and the words it names them with."""


class Sums(dict[Group, W]):
    """The sums of the weights of groups of features, worked out once and remembered.

    The same few words meet again and again, so most groups need no name to be made.
    """

    def __init__(self, weights: dict[str, W]) -> None:
        super().__init__()
        self.weights = weights

    def __missing__(self, group: Group) -> W:
        """Add up the weights of a group's features; unknown ones weigh nothing."""
        if len(self) >= MOST:
            self.clear()
        make, *words = group
        total: W = sum(filter(None, map(self.weights.get, make(*words))))
        self[group] = total
        return total


@dataclass(frozen=True, slots=True)
class Weights:
    """Everything estimated: weights by feature for each of the four decisions, and limits."""

    gate: frozenset[tuple[str, str]]
    """Lemmas with part of speech, other than verbs, that are looked at as cues."""
    cue: Sums[int]
    unit: Sums[complex]
    """For content as a whole and, as imaginary part, for content in part: one sum adds up both."""
    source: Sums[int]
    quote: Sums[int]
    thresholds: dict[str, float]


@cache
def weights() -> Weights:
    """Read the estimated weights that lie beside this module."""
    text = resources.files(__package__).joinpath("weights.json").read_text("utf-8")
    return from_json(json.loads(text))


def from_json(data: dict[str, Any]) -> Weights:
    """Take the weights from what the estimating command writes."""
    return Weights(
        gate=gate_of(data["gate"]),
        cue=Sums(data["cue"]),
        unit=Sums({name: complex(*pair) for name, pair in data["unit"].items()}),
        source=Sums(data["source"]),
        quote=Sums(data["quote"]),
        thresholds=data["thresholds"],
    )


def gate_of(pairs: Iterable[str]) -> frozenset[tuple[str, str]]:
    """Part the lemmas of `lemma|POS` from their parts of speech."""
    return frozenset((pair.rpartition("|")[0], pair.rpartition("|")[2]) for pair in pairs)


def names(groups: Iterable[Group]) -> list[str]:
    """Write out the features of groups."""
    return [name for make, *words in groups for name in make(*words)]


def score(table: Sums[int], groups: Iterable[Group]) -> float:
    """Add up the weights of groups of features."""
    return sum(map(table.__getitem__, groups)) / SCALE


def scores(table: Sums[complex], groups: Iterable[Group]) -> tuple[float, float]:
    """Add up the two weights that each feature of a unit has."""
    total = sum(map(table.__getitem__, groups))
    return total.real / SCALE, total.imag / SCALE


def probability(value: float) -> float:
    """Turn a score into a probability."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, value))))
