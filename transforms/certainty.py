"""Tell how sure a quote is: that its words are said, and that whom it names says them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources

from transforms.coreference.speakers import Speaker
from transforms.quotes.linear import log_odds, probability

SUREST = 0.999
"""No probability is taken for more."""
Odds = Mapping[str, float]
"""Of a way in which speakers are found: its log-odds, and what those of a weighed pronoun add."""


def certainty(words: float, speaker: Speaker) -> float:
    """Give the probability, 0 to 1, that words are said, and said by whoever is named.

    `words` is how sure the words are alone. Where nobody is named, they are all there is to be
    wrong.
    """
    if not speaker.name:
        return round(words, 3)
    return round(words * named_rightly(speaker), 3)


def named_rightly(speaker: Speaker) -> float:
    """Give the probability, 0 to 1, that a speaker is the right one, by how it was found."""
    odds = estimated()[speaker.resolution]
    total = odds["alone"]
    if speaker.probability is not None:
        total += odds["weighed"] * logit(speaker.probability)
    return probability(total)


def logit(chance: float) -> float:
    """Give the log-odds of a probability; of one that is nothing or all, those of nearly that.

    >>> logit(0.5)
    0.0
    """
    return log_odds(min(max(chance, 1 - SUREST), SUREST))


@cache
def estimated() -> dict[str, Odds]:
    """Read what was estimated; the file lies beside this module."""
    found: dict[str, Odds] = json.loads(
        resources.files(__package__).joinpath("certainty.json").read_text("utf-8")
    )
    return found
