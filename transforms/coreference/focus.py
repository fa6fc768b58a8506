"""Remember which chains a reader has in mind, the latest first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from transforms.coreference.chain import Chain

QUOTED, TOLD = 1, 2
"""How tokens are flagged that stand in quotation marks, or in what is reported without them."""
MOST_PRESENT = 2.0
"""More than this, how present somebody is makes them no likelier to be meant."""
SPAN = 24
"""How many of the latest chains are looked at: keeps long documents linear."""


class Focus:
    """The chains mentioned so far, in the order of their latest mention.

    `clock` gives the time at each sentence: a sentence of somebody's speech passes faster.
    """

    def __init__(self, clock: list[float], paragraphs: list[int]) -> None:
        self.clock = clock
        self.paragraphs = paragraphs
        """The paragraph of each sentence."""
        self.speaker: Chain | None = None
        """Who spoke last."""
        self.topic: Chain | None = None
        """The person who was the subject of a clause last, outside of what is said."""
        self.first: Chain | None = None
        """The person who was named first."""
        self.most = 0
        """How often the person of most mentions is mentioned."""
        self._order: dict[Chain, None] = {}
        self._at: dict[int, Chain] = {}
        self._by_noun: dict[str, Chain] = {}
        self._named_by_noun: dict[str, Chain] = {}

    def turn_to(self, token: int, chain: Chain) -> None:
        """Put a chain first, and keep that it has a mention with this head."""
        self._at[token] = chain
        if chain.is_person:
            self.most = max(self.most, len(chain.members))
            self.first = self.first or chain
        self._order.pop(chain, None)
        self._order[chain] = None
        known = self._named_by_noun if chain.names else self._by_noun
        for noun in chain.nouns:
            known[noun] = chain

    def at(self, token: int) -> Chain | None:
        """Give the chain whose latest mention with this head was read."""
        return self._at.get(token)

    def latest(self, now: float, reach: int) -> Iterator[Chain]:
        """Yield the chains mentioned within `reach` sentences, the latest first."""
        for chain in islice(reversed(self._order), SPAN):
            if now - chain.last_seen > reach:
                return
            yield chain

    def by_noun(self, noun: str) -> Iterator[Chain]:
        """Yield the chains that went by a noun last: the one with a name, the one without."""
        for known in (self._named_by_noun, self._by_noun):
            if chain := known.get(noun):
                yield chain
