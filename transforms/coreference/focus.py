"""Remember which chains a reader has in mind, the latest first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from transforms.coreference.chain import Chain

SPAN = 24
"""How many of the latest chains are looked at: keeps long documents linear."""


class Focus:
    """The chains mentioned so far, in the order of their latest mention."""

    def __init__(self) -> None:
        self._order: dict[int, Chain] = {}
        self._at: dict[int, Chain] = {}
        self._by_noun: dict[str, Chain] = {}

    def turn_to(self, chain: Chain) -> None:
        """Put a chain first."""
        self._order.pop(id(chain), None)
        self._order[id(chain)] = chain
        for noun in chain.nouns:
            self._by_noun[noun] = chain

    def note(self, token: int, chain: Chain) -> None:
        """Keep which chain the head of a mention belongs to."""
        self._at[token] = chain

    def at(self, token: int) -> Chain | None:
        """Give the chain whose mention has this head."""
        return self._at.get(token)

    def latest(self, sentence: int, reach: int) -> Iterator[Chain]:
        """Yield the chains mentioned within `reach` sentences, the latest first."""
        for chain in islice(reversed(self._order.values()), SPAN):
            if sentence - chain.last_sentence > reach:
                return
            yield chain

    def by_noun(self, noun: str) -> Chain | None:
        """Give the chain that went by a noun last."""
        return self._by_noun.get(noun)
