"""Weigh what a text tells of somebody's gender: a probability, which a list of names only begins.

Everything is counted in log-odds of a woman: above nought a woman is likelier.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log

from transforms.coreference.ranker import Weights
from transforms.lexicons import labelled
from transforms.lexicons import words as listed
from transforms.names import is_family_first

MEN, WOMEN = "m", "f"
UNLISTED = "unlisted"
STRANGE = 0.1
"""A noun or a form of address less likely than this is somebody else's: Mrs, for John Reed."""
FARTHEST = 8.0


def prior(words: Sequence[str], weights: Weights) -> float:
    """Say how likely somebody of a name is a woman, as the list of given names has it.

    A family name that stands first is not read as a given name: Kim Jong-su. A single word may be
    a family name, which is why it tells less than the first of several.
    """
    return weights.gender[kind(words)]


def kind(words: Sequence[str]) -> str:
    """Tell what the list of given names says of a name, and whether that may be a family name."""
    if len(words) == 1:
        is_family = words[0] in listed("family_first")
        return f"single {UNLISTED if is_family else _listed(words[0])}"
    return f"full {_listed(words[1] if is_family_first(words) else words[0])}"


def _listed(given: str) -> str:
    """Give the gender of a given name; of one that women and men have the list tells none."""
    gender = labelled("given_names").get(given)
    return gender if gender in {MEN, WOMEN} else UNLISTED


def told(gender: str, weights: Weights) -> float:
    """Say how sure a form of address or a noun is: Mrs, spokesman."""
    return weights.gender["told"] * (1 if gender == WOMEN else -1)


def unnamed(weights: Weights) -> float:
    """Say how likely somebody without a name is a woman: "the lawyer"."""
    return weights.gender["unnamed"]


def fits(odds: float, gender: str) -> float:
    """Give the probability that somebody is of a gender."""
    return 1 / (1 + exp(-odds if gender == WOMEN else odds))


def updated(odds: float, gender: str, probability: float, weights: Weights) -> float:
    """Take into account that a pronoun means somebody with some probability.

    If it does, they are as sure of its gender as a title makes them; else nothing is known.
    """
    sure = fits(abs(weights.gender["told"]), WOMEN)
    chance = probability * sure + (1 - probability) * fits(odds, gender)
    found = log(chance / (1 - chance))
    return max(-FARTHEST, min(FARTHEST, found if gender == WOMEN else -found))
