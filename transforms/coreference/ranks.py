"""Tell the holder of an office from a deputy: "the president" is not the vice president."""

from __future__ import annotations

from collections.abc import Iterable

from transforms.coreference.chain import Chain
from transforms.lexicons import function_words

SUBORDINATE = frozenset(function_words("subordinate"))
"""What makes of an office another one, below it or against it."""


def of_rank(before: Iterable[str], noun: str, chains: list[Chain]) -> list[Chain]:
    """Leave out who holds an office of another rank, if somebody holds the one that is named.

    `before` are the words before the noun of the office.
    """
    wanted = SUBORDINATE.intersection(before)
    ranks = {chain: set(_ranks(chain, noun)) for chain in chains}
    if not any(wanted in found for found in ranks.values()):
        return chains
    return [chain for chain in chains if not ranks[chain] or wanted in ranks[chain]]


def _ranks(chain: Chain, noun: str) -> Iterable[frozenset[str]]:
    """Yield of each office by a noun that somebody holds what ranks it."""
    for role in chain.roles:
        words = role.split(" of ")[0].replace("-", " ").split()
        if noun in words:
            yield SUBORDINATE.intersection(words)
