"""Tell near copies among texts: keys bring likely pairs together, a similarity decides.

Nothing here knows a language: words are runs of letters and digits, compared without case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
AT_ONCE = 1 << 17
"""Bytes of texts that are taken apart at once, and the next text: what stays near the processor."""

Hashes = NDArray[np.uint32]
Long = NDArray[np.uint64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Content:
    """What a text is compared by: hashes, each once and in order."""

    runs: Hashes
    marks: Hashes


def contents(texts: Iterable[str]) -> Iterator[Content]:
    """Take texts apart into their runs of three words, and their figures and names: their marks.

    A name is a word that a text never writes without a capital. Many texts are worked on at once,
    since most of the time that a short one takes is numpy's for being called.
    """
    group: list[bytes] = []
    size = 0
    for text in texts:
        group.append(text.encode("utf-16-le", "surrogatepass"))
        size += len(group[-1])
        if size > AT_ONCE:
            yield from _contents(group)
            group, size = [], 0
    if group:
        yield from _contents(group)


def signatures(some: Sequence[Content]) -> list[Long]:
    """Give each text one key a band: texts with keys of one place are worth comparing.

    This is MinHash: the least run under a permutation is the same in two texts as often as they
    share runs. Where a place is crowded, the least mark tells who is worth it. A short text has
    no keys.
    """
    runs = np.array([_least(one.runs) for one in some], np.uint64).reshape(-1, BANDS)
    marks = np.array([_least(one.marks) for one in some], np.uint64).reshape(-1, BANDS)
    place = _mixed(runs.take(ROWS_OF_BANDS, axis=1) @ FACTORS[: len(ROWS)] + SALTS)
    keys = place & PLACE | marks >> MARK_SHIFT
    return [key if one.runs.size else key[:0] for key, one in zip(keys, some, strict=True)]


def nearness(one: Content, other: Content) -> float | None:
    """Give the share of the larger text's runs that stand in the smaller, 0 to 1.

    Texts that are no copies of one another, edited, cut or framed, have none.
    """
    fewer = min(one.marks.size, other.marks.size)
    if fewer >= FEWEST and _shared(one.marks, other.marks) < AGREED * fewer:
        return None
    share = _shared(one.runs, other.runs) / max(1, one.runs.size, other.runs.size)
    return share if share >= SHARED else None


class _Words(NamedTuple):
    hashes: Long
    text: Long
    """The number of the text that a word stands in."""
    is_plain: Flags
    """Which neither begin with a capital nor hold a digit."""


def _contents(texts: Sequence[bytes]) -> list[Content]:
    words = _words(texts)
    is_long = np.bincount(words.text.view(np.int64), minlength=len(texts)) >= SHORTEST
    hashes, text, is_plain = (column[is_long.take(words.text)] for column in words)
    within = text << HALF
    runs = _mixed(hashes[:-2] * FACTORS[0] + hashes[1:-1] * FACTORS[1] + hashes[2:] * FACTORS[2])
    runs = _once((runs >> HALF | within[2:])[text[2:] == text[:-2]])
    short = hashes >> HALF | within
    marks = _once(short[~is_plain])
    marks = marks[~_among(marks, np.sort(short[is_plain]))]
    each = zip(_by_text(runs, len(texts)), _by_text(marks, len(texts)), strict=True)
    return [Content(*columns) for columns in each]


def _by_text(hashes: Long, texts: int) -> list[Hashes]:
    """Part hashes that have the number of their text in their upper half."""
    edges = np.searchsorted(hashes, np.arange(1, texts, dtype=np.uint64) << HALF)
    return np.split(hashes.astype(np.uint32), edges)


def _words(texts: Sequence[bytes]) -> _Words:
    """Hash the words of texts, in order; a figure keeps the signs between its digits.

    The hash of a word is a polynomial in the codes of its letters: a difference of two sums over
    all that stands before, divided by the power at its beginning.
    """
    kinds, small = _characters()
    codes = np.frombuffer(b" \0".join(texts), np.uint16)
    kind = kinds.take(codes)
    digit = kind == DIGIT
    inside = np.zeros(codes.size + 2, bool)
    np.greater_equal(kind, LETTER, out=inside[1:-1])
    inside[2:-2] |= (kind[1:-1] == JOINT) & digit[:-2] & digit[2:]
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    begin, end = edges[::2], edges[1::2]
    sums = np.zeros(codes.size + 1, np.uint64)
    np.cumsum(small.take(codes) * _powers(BASE, codes.size), out=sums[1:])
    hashes = (sums.take(end) - sums.take(begin)) * _powers(INVERSE, codes.size).take(begin)
    first = codes.take(begin)
    is_plain = small.take(first) == first
    is_plain[np.searchsorted(begin, np.flatnonzero(digit), side="right") - 1] = False
    starts = np.cumsum([0] + [len(text) // 2 + 1 for text in texts])
    counts = np.diff(np.searchsorted(begin, starts))
    return _Words(hashes, np.repeat(np.arange(len(texts), dtype=np.uint64), counts), is_plain)


def _powers(base: int, count: int) -> Long:
    """Give the powers of a number from 0 on, modulo 2^64; those that most groups need are kept."""
    return _usual_powers(base)[:count] if count <= AT_ONCE else _multiplied(base, count)


@cache
def _usual_powers(base: int) -> Long:
    return _multiplied(base, AT_ONCE)


def _multiplied(base: int, count: int) -> Long:
    found = np.full(count, base, np.uint64)
    found[:1] = 1
    return np.cumprod(found)


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


def _least(hashes: Hashes) -> Hashes:
    """Give the least hash under each permutation: multiplication by an odd number."""
    if not hashes.size:
        return np.zeros(BANDS, np.uint32)
    blocks = (hashes[at : at + BLOCK] for at in range(0, hashes.size, BLOCK))
    least = [np.min(PERMUTATIONS[:, None] * block, axis=1) for block in blocks]
    found: Hashes = np.minimum.reduce(least)
    return found


def _shared(one: Hashes, other: Hashes) -> int:
    """Count what stands in both."""
    both = np.sort(np.concatenate([one, other]))
    return int(np.count_nonzero(both[1:] == both[:-1]))


def _once(hashes: Long) -> Long:
    """Sort, and leave out what is there twice: several times as fast as numpy's unique."""
    found = np.sort(hashes)
    first = np.ones(found.size, bool)
    np.not_equal(found[1:], found[:-1], out=first[1:])
    return found[first]


def _among(some: Long, others: Long) -> Flags:
    """Tell which of some stand among others, which are in order."""
    if not others.size:
        return np.zeros(some.size, bool)
    found: Flags = others.take(np.searchsorted(others, some), mode="clip") == some
    return found


def _mixed(hashes: Long) -> Long:
    """Spread every bit over all: the finaliser of SplitMix64."""
    mixed = (hashes ^ (hashes >> MIX_SHIFTS[0])) * MIX_FACTORS[0]
    mixed = (mixed ^ (mixed >> MIX_SHIFTS[1])) * MIX_FACTORS[1]
    found: Long = mixed ^ (mixed >> MIX_SHIFTS[2])
    return found


JOINT, LETTER, DIGIT = 1, 2, 3
HALF: Final = np.uint64(32)
"""Bits of a hash that are kept: enough to tell some hundred apart. The others tell the text."""
MIX_SHIFTS: Final = np.array([30, 27, 31], np.uint64)
MIX_FACTORS: Final = np.array([0xBF58476D1CE4E5B9, 0x94D049BB133111EB], np.uint64)
FACTORS: Final = _mixed(np.arange(1, BANDS + 1, dtype=np.uint64)) | np.uint64(1)
PERMUTATIONS: Final = FACTORS.astype(np.uint32)
ROWS_OF_BANDS: Final = np.add.outer(np.arange(BANDS), ROWS) % BANDS
SALTS: Final = FACTORS[::-1]
MARK_SHIFT: Final = np.uint64(32 - MARK_BITS)
PLACE: Final = ~np.uint64((1 << MARK_BITS) - 1)
BASE: Final = 0x9E3779B97F4A7C15
INVERSE: Final = pow(BASE, -1, 1 << 64)
