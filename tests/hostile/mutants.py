"""Damage sound files, in ways that disks, networks and enemies do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from random import Random

BLOCK = 64
INVALID = b"\xff\xfe\xc3\x28\xed\xa0\x80\xf5\x80\x80\x80"
"""No UTF-8: impossible bytes, a broken pair, a lone surrogate, a code point beyond the last."""
OTHERS = ("txt", "html", "pdf", "docx", "json", "jsonl", "csv", "zip", "tar", "gz", "warc", "eml")

Damage = Callable[[bytes, bytes, Random], bytes]
"""Takes a file, another one, and the dice."""


def mutants(samples: Mapping[str, bytes], count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of damaged files: the same ones for the same samples and seed.

    Every format meets every kind of damage when there are enough of them.
    """
    dice = Random(seed)
    names = sorted(samples)
    kinds = sorted(DAMAGES)
    for number in range(count):
        name = names[number % len(names)]
        kind = kinds[number // len(names) % len(kinds)]
        data = DAMAGES[kind](samples[name], samples[dice.choice(names)], dice)
        if dice.random() < 0.2:
            data = DAMAGES[dice.choice(kinds)](data, samples[dice.choice(names)], dice)
        stem = f"{number:05}-{kind}-{name}"
        yield (f"{stem}.{dice.choice(OTHERS)}" if dice.random() < 0.15 else stem), data


def _truncated(data: bytes, other: bytes, dice: Random) -> bytes:
    del other
    return data[: dice.randrange(len(data) + 1)]


def _beheaded(data: bytes, other: bytes, dice: Random) -> bytes:
    del other
    return data[dice.randrange(len(data) + 1) :]


def _flipped(data: bytes, other: bytes, dice: Random) -> bytes:
    del other
    out = bytearray(data)
    for _ in range(dice.choice((1, 4, 32)) if out else 0):
        out[dice.randrange(len(out))] ^= 1 << dice.randrange(8)
    return bytes(out)


def _flipped_ends(data: bytes, other: bytes, dice: Random) -> bytes:
    """Flip bits where formats keep their lists: at the beginning and at the end."""
    size = min(len(data), 4 * BLOCK)
    return b"".join(
        (
            _flipped(data[:size], other, dice),
            data[size : len(data) - size],
            _flipped(data[max(size, len(data) - size) :], other, dice),
        )
    )


def _spliced(data: bytes, other: bytes, dice: Random) -> bytes:
    return data[: dice.randrange(len(data) + 1)] + other[dice.randrange(len(other) + 1) :]


def _repeated(data: bytes, other: bytes, dice: Random) -> bytes:
    del other
    start = dice.randrange(len(data) + 1)
    end = start + dice.randrange(1, 8 * BLOCK)
    return data[:end] + data[start:end] * dice.choice((1, 10, 300)) + data[end:]


def _holed(data: bytes, other: bytes, dice: Random) -> bytes:
    del other
    start = dice.randrange(len(data) + 1)
    return data[:start] + data[start + dice.randrange(1, 8 * BLOCK) :]


def _inserted(data: bytes, dice: Random, piece: bytes) -> bytes:
    for _ in range(dice.choice((1, 10))):
        place = dice.randrange(len(data) + 1)
        data = data[:place] + piece + data[place:]
    return data


def _zeroed(data: bytes, other: bytes, dice: Random) -> bytes:
    """Put in bytes of value 0, as few as one or as many as a lost block."""
    del other
    return _inserted(data, dice, bytes(dice.choice((1, 2, BLOCK, 8 * BLOCK))))


def _undecodable(data: bytes, other: bytes, dice: Random) -> bytes:
    del other
    return _inserted(data, dice, INVALID)


def _wild(data: bytes, other: bytes, dice: Random) -> bytes:
    """Put in what parsers stumble over: huge numbers, open brackets, marks of other formats."""
    del other
    return _inserted(data, dice, dice.choice(WILD))


WILD = (
    b"99999999999999999999",
    b"-1",
    b"{" * 3_000,
    b"[" * 3_000,
    b"<div>" * 3_000,
    b"\xff" * 8,
    b"\x7f\xff\xff\xff",
    b"<![CDATA[",
    b"<!--",
    b'"',
    b"%PDF-1.7",
    b"PK\x03\x04",
    "\u202e\u2067\u200f".encode(),
    b"\\ud800",
)
DAMAGES: dict[str, Damage] = {
    "truncated": _truncated,
    "beheaded": _beheaded,
    "flipped": _flipped,
    "flipped-ends": _flipped_ends,
    "spliced": _spliced,
    "repeated": _repeated,
    "holed": _holed,
    "zeroed": _zeroed,
    "undecodable": _undecodable,
    "wild": _wild,
}
