"""Tell what became of the quotes of a document from one version to another."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Literal

ALIKE = 0.6
"""Quotes of one speaker with this share of their words in common are one quote, reworded;"""
VERY_ALIKE = 0.8
"""those of two speakers need this much."""
WORD = re.compile(r"\w+")

Quote = dict[str, Any]
Kind = Literal["appeared", "vanished", "reworded", "reattributed"]
KINDS: tuple[Kind, ...] = ("appeared", "vanished", "reworded", "reattributed")


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a quote: `before` is None where it appeared, `after` where it vanished."""

    kind: Kind
    before: Quote | None
    after: Quote | None

    @property
    def place(self) -> int:
        """Say where it stands, or stood."""
        quote = self.after or self.before
        return int(quote["start_char"]) if quote else 0


def version_before(versions: Sequence[dict[str, Any]], version: int) -> int | None:
    """Choose what a version is compared with: the last before it that is no removal."""
    there = (one["version"] for one in versions if not one["is_removed"])
    return max((one for one in there if one < version), default=None)


def quote_changes(before: Sequence[Quote], after: Sequence[Quote]) -> list[Change]:
    """List the quotes of two versions that are not the same in both, in reading order.

    They are the same where speaker, cue and words are, wherever they stand; case, punctuation and
    a fuller name of the same speaker do not count.
    """
    old, new = _unequal(before, after)
    pairs = dict(_alike(old, new))
    changes = [
        Change(
            "reworded" if _is_one_speaker(old[one], new[other]) else "reattributed",
            old[one],
            new[other],
        )
        for one, other in pairs.items()
        if _key(old[one])[1:] != _key(new[other])[1:] or not _is_one_speaker(old[one], new[other])
    ]
    changes += [Change("vanished", one, None) for n, one in enumerate(old) if n not in pairs]
    come = set(range(len(new))).difference(pairs.values())
    changes += [Change("appeared", None, new[n]) for n in come]
    return sorted(changes, key=lambda change: (change.place, KINDS.index(change.kind)))


def _unequal(before: Sequence[Quote], after: Sequence[Quote]) -> tuple[list[Quote], list[Quote]]:
    """Leave out what is the same in both, each as often as it stands in the other."""
    ours, theirs = Counter(map(_key, before)), Counter(map(_key, after))
    return [*_beyond(before, ours & theirs)], [*_beyond(after, ours & theirs)]


def _beyond(quotes: Sequence[Quote], shared: Counter[Any]) -> Iterator[Quote]:
    left = Counter(shared)
    for quote in quotes:
        if left[_key(quote)]:
            left[_key(quote)] -= 1
        else:
            yield quote


def _alike(old: list[Quote], new: list[Quote]) -> Iterator[tuple[int, int]]:
    """Pair the quotes that have most words in common, the likest first."""
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, _, _, one, other in sorted(_scored(old, new)):
        if one not in taken[0] and other not in taken[1]:
            taken[0].add(one)
            taken[1].add(other)
            yield one, other


def _scored(old: list[Quote], new: list[Quote]) -> Iterator[tuple[float, bool, int, int, int]]:
    """Yield the pairs that may be one quote, the likest with the least number.

    Quotes that share enough share one of the rarest words of either: only those are compared.
    """
    bags = [Counter(_words(quote)) for quote in new]
    holders: dict[str, list[int]] = defaultdict(list)
    for other, bag in enumerate(bags):
        for word in bag:
            holders[word].append(other)
    for one, quote in enumerate(old):
        words = sorted(_words(quote), key=lambda word: (len(holders.get(word, ())), word))
        needed = ceil(ALIKE / (2 - ALIKE) * len(words))
        near = {n for word in words[: len(words) - needed + 1] for n in holders.get(word, ())}
        for other in near:
            shared = (Counter(words) & bags[other]).total()
            score = 2 * shared / (len(words) + bags[other].total())
            is_other = not _is_one_speaker(quote, new[other])
            if score >= (VERY_ALIKE if is_other else ALIKE):
                yield -score, is_other, abs(one - other), one, other


def _is_one_speaker(one: Quote, other: Quote) -> bool:
    """Whether the names may be one person's: all words of one stand in the other."""
    mine, theirs = (set(_folded(quote["speaker"])) for quote in (one, other))
    return mine == theirs or bool(mine and theirs and (mine <= theirs or theirs <= mine))


def _key(quote: Quote) -> tuple[object, ...]:
    cue, speaker = _folded(quote["cue_text"]), _folded(quote["speaker"])
    return speaker, cue, quote["is_negated"], _words(quote)


def _words(quote: Quote) -> tuple[str, ...]:
    return _folded(quote["said"])


def _folded(text: str | None) -> tuple[str, ...]:
    return tuple(WORD.findall((text or "").lower()))
