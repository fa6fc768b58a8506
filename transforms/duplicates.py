"""Tell near copies among texts: keys bring likely pairs together, a similarity decides.

Nothing here knows a language: words are runs of letters and digits, compared without case.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

SHARED = 0.4
"""Two texts are near copies when this share of the runs of words of each stands in the other,"""
AGREED = 0.5
"""and this share of the marks, figures and names, of one: a form filled in anew is no copy."""
FEWEST = 4
"""Fewer marks than this prove nothing."""
SHORTEST = 30
"""A text of fewer words has no near copies: a few words are too much of it."""
BANDS = 96
"""Number of keys. Of the pairs that share 0.36 of their union, 98 in 100 have one in common."""
ROWS = (0, 1, 3)
"""The permutations that a key is made of, from its own: no two keys have two of them in common."""
MARK_BITS = 24
"""The low bits of a key are the least mark; the rest is the place where texts meet."""
BLOCK = 2048
"""Runs that are permuted at once, so that a book takes no more memory than a brief."""
LONGEST = 256
"""Characters of a word after which the factors begin anew."""

Hashes = NDArray[np.uint32]
Long = NDArray[np.uint64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Content:
    """What a text is compared by: hashes, each once and in order."""

    runs: Hashes
    marks: Hashes


def content(text: str) -> Content:
    """Take a text apart into its runs of three words, and its figures and names: its marks.

    A name is a word that this text never writes without a capital.
    """
    found = _words(text)
    words, short = found.hashes, _upper(found.hashes)
    if words.size < SHORTEST:
        return Content(short[:0], short[:0])
    runs = _mixed(words[:-2] * FACTORS[0] + words[1:-1] * FACTORS[1] + words[2:] * FACTORS[2])
    plain = ~(found.capital | found.figure)
    marks = _once(short[~plain])
    return Content(_once(_upper(runs)), marks[~_among(marks, np.sort(short[plain]))])


def signature(one: Content) -> Long:
    """Give one key a band: texts with keys of one place are worth comparing.

    This is MinHash: the least run under a permutation is the same in two texts as often as they
    share runs. Where a place is crowded, the least mark tells who is worth it. A short text has
    no keys.
    """
    if not one.runs.size:
        return np.zeros(0, np.uint64)
    place = _mixed(_least(one.runs).take(ROWS_OF_BANDS) @ FACTORS[: len(ROWS)] + SALTS)
    if not one.marks.size:
        return place & PLACE
    return place & PLACE | _least(one.marks) >> np.uint64(32 - MARK_BITS)


def similarity(one: Content, other: Content) -> float:
    """Give the share of the larger text's runs that stand in the smaller, 0 to 1."""
    return _shared(one.runs, other.runs) / max(1, one.runs.size, other.runs.size)


def is_near(one: Content, other: Content) -> bool:
    """Say whether two texts are copies of one another: edited, cut or framed."""
    fewer = min(one.marks.size, other.marks.size)
    agree = fewer < FEWEST or _shared(one.marks, other.marks) >= AGREED * fewer
    return agree and similarity(one, other) >= SHARED


class _Words(NamedTuple):
    hashes: Long
    capital: Flags
    """Which begin with a capital."""
    figure: Flags
    """Which hold a digit."""


def _words(text: str) -> _Words:
    """Hash the words of a text, in order; a figure keeps the signs between its digits."""
    kinds, small = _characters()
    codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)
    kind = kinds.take(codes)
    digit = kind == DIGIT
    inside = np.zeros(codes.size + 2, bool)
    inside[1:-1] = kind >= LETTER
    inside[2:-2] |= (kind[1:-1] == JOINT) & digit[:-2] & digit[2:]
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    begin, lengths = edges[::2], edges[1::2] - edges[::2]
    if not begin.size:
        return _Words(np.zeros(0, np.uint64), np.zeros(0, bool), np.zeros(0, bool))
    within = np.flatnonzero(inside[1:-1])
    place = within - np.repeat(begin, lengths)
    weighed = small.take(codes.take(within)) * FACTORS.take(place & (LONGEST - 1))
    first, figure = codes.take(begin), np.zeros(begin.size, bool)
    figure[np.searchsorted(begin, np.flatnonzero(digit), side="right") - 1] = True
    return _Words(
        np.add.reduceat(weighed, np.cumsum(lengths) - lengths),
        small.take(first) != first,
        figure,
    )


@cache
def _characters() -> tuple[NDArray[np.uint8], NDArray[np.uint64]]:
    """Give each character's kind, and the small letter it is compared by, in the basic plane."""
    every = [chr(code) for code in range(1 << 16)]
    kinds = np.array([LETTER * c.isalnum() for c in every], np.uint8)
    kinds[[ord(c) for c in ".,:"]] = JOINT
    kinds[[ord(c) for c in "0123456789"]] = DIGIT
    lowered = (c.lower() for c in every)
    small = [ord(low) if len(low) == 1 else code for code, low in enumerate(lowered)]
    return kinds, np.array(small, np.uint64)


def _least(hashes: Hashes) -> Long:
    """Give the least hash under each permutation: multiplication by an odd number."""
    blocks = (hashes[at : at + BLOCK] for at in range(0, hashes.size, BLOCK))
    least = [np.min(PERMUTATIONS[:, None] * block, axis=1) for block in blocks]
    found: Long = np.minimum.reduce(least).astype(np.uint64)
    return found


def _upper(hashes: Long) -> Hashes:
    """Give the upper half of hashes: enough to tell some hundred apart."""
    return (hashes >> np.uint64(32)).astype(np.uint32)


def _shared(one: Hashes, other: Hashes) -> int:
    """Count what stands in both."""
    both = np.sort(np.concatenate([one, other]))
    return int(np.count_nonzero(both[1:] == both[:-1]))


def _once(hashes: Hashes) -> Hashes:
    """Sort, and leave out what is there twice: several times as fast as numpy's unique."""
    found = np.sort(hashes)
    first = np.ones(found.size, bool)
    np.not_equal(found[1:], found[:-1], out=first[1:])
    return found[first]


def _among(some: Hashes, others: Hashes) -> Flags:
    """Tell which of some stand among others, which are in order."""
    if not others.size:
        return np.zeros(some.size, bool)
    found: Flags = others.take(np.searchsorted(others, some), mode="clip") == some
    return found


def _mixed(hashes: Long) -> Long:
    """Spread every bit over all: the finaliser of SplitMix64."""
    mixed = (hashes ^ (hashes >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


JOINT, LETTER, DIGIT = 1, 2, 3
FACTORS: Final = _mixed(np.arange(1, LONGEST + 1, dtype=np.uint64)) | np.uint64(1)
PERMUTATIONS: Final = FACTORS[:BANDS].astype(np.uint32)
ROWS_OF_BANDS: Final = np.add.outer(np.arange(BANDS), ROWS) % BANDS
SALTS: Final = FACTORS[-BANDS:]
PLACE: Final = ~np.uint64((1 << MARK_BITS) - 1)
