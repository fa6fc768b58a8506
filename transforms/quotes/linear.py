"""Score string features with estimated weights: a sum, nothing more."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import exp
from typing import Any

SCALE = 100
"""Weights are kept as integers, in hundredths."""
PAIR = 2**24
"""More than twice any sum of weights, so that two sums fit into one integer."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Everything estimated: weights by feature for each of the four decisions, and limits."""

    gate: frozenset[str]
    """Lemmas with part of speech, other than verbs, that are looked at as cues."""
    cue: dict[str, int]
    unit: dict[str, int]
    """For content as a whole and, `PAIR` times as much, for content in part: one sum adds both."""
    source: dict[str, int]
    quote: dict[str, int]
    thresholds: dict[str, float]


@cache
def weights() -> Weights:
    """Read the estimated weights that lie beside this module."""
    text = resources.files(__package__).joinpath("weights.json").read_text("utf-8")
    return from_json(json.loads(text))


def from_json(data: dict[str, Any]) -> Weights:
    """Take the weights from what the estimating command writes."""
    return Weights(
        gate=frozenset(data["gate"]),
        cue=data["cue"],
        unit={name: whole + PAIR * part for name, (whole, part) in data["unit"].items()},
        source=data["source"],
        quote=data["quote"],
        thresholds=data["thresholds"],
    )


def score(table: dict[str, int], features: Iterable[str]) -> float:
    """Add up the weights of features; unknown ones weigh nothing."""
    return sum(filter(None, map(table.get, features))) / SCALE


def scores(table: dict[str, int], features: Iterable[str]) -> tuple[float, float]:
    """Add up the two weights that each feature has, and part the sums again."""
    part, whole = divmod(sum(filter(None, map(table.get, features))) + PAIR // 2, PAIR)
    return (whole - PAIR // 2) / SCALE, part / SCALE


def probability(value: float) -> float:
    """Turn a score into a probability."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, value))))
