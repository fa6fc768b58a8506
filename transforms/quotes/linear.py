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


@dataclass(frozen=True, slots=True)
class Weights:
    """Everything estimated: weights by feature for each of the four decisions, and limits."""

    gate: frozenset[str]
    """Lemmas with part of speech, other than verbs, that are looked at as cues."""
    cue: dict[str, int]
    whole: dict[str, int]
    part: dict[str, int]
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
        whole={name: pair[0] for name, pair in data["unit"].items()},
        part={name: pair[1] for name, pair in data["unit"].items()},
        source=data["source"],
        quote=data["quote"],
        thresholds=data["thresholds"],
    )


def score(table: dict[str, int], features: Iterable[str]) -> float:
    """Add up the weights of features; unknown ones weigh nothing."""
    return sum(filter(None, map(table.get, features))) / SCALE


def probability(value: float) -> float:
    """Turn a score into a probability."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, value))))
