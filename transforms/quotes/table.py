"""Look numbers up by key, a whole array at a time."""

from __future__ import annotations

from collections.abc import Iterable

import numpy

from transforms.quotes.features import NUMBERS
from transforms.tokens import Column, Flags, Places

ROUNDS = 500
"""How often keys that took each other's slot try their other one, before more slots are made."""
PLACE = numpy.uint64(2**20 - 1)
"""The bits of a slot that tell the place of the value: enough for a million keys."""
SPREAD = 0x9E3779B97F4A7C15
"""Odd, and 2**64 by the golden ratio: times this, small numbers differ in their first bits."""


class Table:
    """Whole numbers by key. Each key lies in one of two slots that its own bits name.

    A slot holds the first bits of its key and the place of its value: one look tells both.
    """

    def __init__(self, keys: Column, values: Places) -> None:
        self._bits = max(8, len(keys).bit_length() + 1)
        while (slots := self._laid_out(keys)) is None:
            self._bits += 1
        self._slots = numpy.zeros(2**self._bits, dtype="uint64")
        self._slots[slots] = (keys & ~PLACE) | numpy.arange(1, len(keys) + 1, dtype="uint64")
        self._values = numpy.concatenate(([0], values))

    def get(self, keys: Column) -> Places:
        """Give the values of keys, nought for unknown ones."""
        first, second = self._options(keys)
        wanted = keys & ~PLACE
        place = numpy.minimum(self._slots[first] - wanted, self._slots[second] - wanted)
        place[place > PLACE] = 0
        found: Places = self._values[place.view("int64")]
        return found

    def _options(self, keys: Column) -> tuple[Places, Places]:
        first = (keys >> (64 - self._bits)).view("int64")
        return first, ((keys >> 8) & (2**self._bits - 1)).view("int64")

    def _laid_out(self, keys: Column) -> Places | None:
        """Give every key a slot of its own; who is pushed out of one goes to the other."""
        options = numpy.stack(self._options(keys))
        holder = numpy.full(2**self._bits, -1)
        choice = numpy.zeros(len(keys), dtype="int64")
        waiting = numpy.arange(len(keys))
        for _ in range(ROUNDS):
            wanted = options[choice[waiting], waiting]
            before = holder[wanted]
            holder[wanted] = waiting
            waiting = numpy.union1d(before[before >= 0], waiting[holder[wanted] != waiting])
            if not len(waiting):
                return options[choice, numpy.arange(len(keys))]
            choice[waiting] ^= 1
        return None


class Sets:
    """Tell which of some sets of strings hold the values of a column."""

    def __init__(self, **sets: Iterable[str]) -> None:
        self._bits = {name: 1 << place for place, name in enumerate(sets)}
        flags: dict[str, int] = {}
        for name, members in sets.items():
            for member in members:
                flags[member] = flags.get(member, 0) | self._bits[name]
        keys = NUMBERS.of(list(flags)) * SPREAD
        self._table = Table(keys, numpy.array(list(flags.values())))

    def of(self, column: Column) -> dict[str, Flags]:
        """Give, for each set, flags that tell of each value whether it is in it."""
        found = self._table.get(column * SPREAD)
        return {name: (found & bit) != 0 for name, bit in self._bits.items()}
