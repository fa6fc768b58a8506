"""Choose among candidates by weighed features: probabilities, one of them that nobody is meant."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import exp
from typing import Any

from transforms.coreference.chain import Chain

Value = str | float
Known = Mapping[str, Value]
"""What is known of a candidate: the values of features, by name. Words, or numbers."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Who is likeliest to be meant where it is not likely enough."""

    chain: Chain
    probability: float


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What was estimated: weights of features, the log-odds of genders, and how sure is sure."""

    features: Mapping[str, Mapping[str, float]]
    """Weight of each value of a feature, in words; a number has one weight, under nothing."""
    gender: Mapping[str, float]
    threshold: float
    """Below this probability a pronoun stays open."""

    def score(self, known: Known) -> float:
        """Add up the weights of what is known of a candidate."""
        total = 0.0
        for name, value in known.items():
            weights = self.features.get(name)
            if weights is None:
                continue
            if isinstance(value, str):
                total += weights.get(value, 0.0)
            else:
                total += value * weights.get("", 0.0)
        return total

    def chances(self, candidates: Sequence[Known]) -> list[float]:
        """Give the probability of each candidate; together they are one."""
        return shares([self.score(known) for known in candidates])


def shares(scores: Sequence[float]) -> list[float]:
    """Turn scores into probabilities."""
    most = max(scores)
    grown = [exp(score - most) for score in scores]
    whole = sum(grown)
    return [one / whole for one in grown]


@cache
def weights() -> Weights:
    """Read the estimated weights that lie beside this module."""
    text = resources.files(__package__).joinpath("weights.json").read_text("utf-8")
    return from_json(json.loads(text))


def from_json(data: Mapping[str, Any]) -> Weights:
    """Take the weights from what the estimating command writes."""
    return Weights(data["features"], data["gender"], data["threshold"])
