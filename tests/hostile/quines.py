"""Write archives that hold nothing but themselves, so that unpacking them never ends.

The construction is Russ Cox's ("Zip Files All The Way Down", 2010): a packed stream is a program
of two instructions, `print` what stands here and `repeat` what was printed last, and a program
can print itself together with what stands before it and after it.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator

WORD = 5
"""Bytes of an instruction. Where two repeat as much, they must be as long."""
FILL = 3 + 7
"""Bits of a block that prints nothing."""


def gzip_quine() -> bytes:
    """Give a gzip file that unpacks to itself."""
    head = b"\x1f\x8b\x08\x08" + bytes(4) + b"\x00\xff" + b"a.gz\x00"
    return _fixed(lambda size, crc: _around(head, struct.pack("<II", crc, size)))


def zip_quine(name: bytes = b"a-zip-archive-within-itself.zip") -> bytes:
    """Give a ZIP archive whose one member is the archive. The name has 30 or 31 characters."""

    def archive(size: int, crc: int) -> bytes:
        packed = max(0, size - 30 - 46 - 22 - 2 * len(name))
        known = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, crc, packed, size, len(name), 0)
        head = b"PK\x03\x04" + known + name
        entry = b"PK\x01\x02" + struct.pack("<H", 20) + known + bytes(14) + name
        end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(entry), len(head) + packed, 0)
        return _around(head, entry + end)

    return _fixed(archive)


def _around(head: bytes, tail: bytes) -> bytes:
    """Give a head, a packed stream and a tail: the stream unpacks to all three."""
    copy = _repeat(len(head) + WORD)
    four, print_four, print_one = _repeat(4 * WORD), _print(4 * WORD), _print(WORD)
    begin = head + _print(len(head) + WORD)
    again = copy + print_one + print_one + print_four
    swing = four + print_four + four + print_four
    end = _ending(tail)
    turn = four + _print(0) + _print(0) + _print(len(end))
    return b"".join(
        (
            begin + begin,
            copy + print_one + copy,
            print_one + print_one,
            print_four + again,
            four + print_four + swing,
            four + print_four + turn,
            four + _print(0) + _print(0),
            _print(len(end)) + end,
            end,
        )
    )


def _ending(tail: bytes) -> bytes:
    """Give the last instruction, which repeats itself and the tail, and the tail."""
    size = next(n for n in range(1, 9) if len(_repeat(n + len(tail), is_last=True)) == n)
    return _repeat(size + len(tail), is_last=True) + tail


def _print(size: int) -> bytes:
    return struct.pack("<BHH", 0, size, size ^ 0xFFFF)


def _repeat(size: int, *, is_last: bool = False) -> bytes:
    """Give the instruction that prints the last bytes again; but for the last, it fills a word."""
    for first in (size, *range(3, size // 2 + 1)):
        lengths = [first, size - first] if first < size else [size]
        matches = "".join(_match(length, size) for length in lengths)
        bits = f"{'1' if is_last else '0'}10{matches}{'0' * 7}"
        if is_last:
            return _packed(bits)
        missing = 8 * WORD - len(bits)
        if missing >= 0 and missing % FILL == 0:
            return _packed(bits + ("010" + "0" * 7) * (missing // FILL))
    raise ValueError(f"No instruction of {WORD} bytes repeats {size} bytes: change the name.")


def _match(length: int, distance: int) -> str:
    """Give the bits of a match in the order in which they stand: codes from their high bit."""
    code, extra, rest = _class(LENGTHS, length)
    symbol = 257 + code
    head = f"{symbol - 256:07b}" if symbol < 280 else f"{symbol - 280 + 192:08b}"
    far, more, remains = _class(DISTANCES, distance)
    return head + _low_first(rest, extra) + f"{far:05b}" + _low_first(remains, more)


def _classes(step: int, first: int, count: int) -> list[tuple[int, int]]:
    """Give where each class of lengths or distances begins, and how many bits tell its members."""
    found = []
    for number in range(count):
        extra = max(0, number // step - 1)
        found.append((first, extra))
        first += 1 << extra
    return found


LENGTHS = _classes(4, 3, 28)
DISTANCES = _classes(2, 1, 30)


def _class(classes: list[tuple[int, int]], value: int) -> tuple[int, int, int]:
    number = max(n for n, (first, _) in enumerate(classes) if first <= value)
    first, extra = classes[number]
    return number, extra, value - first


def _low_first(value: int, bits: int) -> str:
    return f"{value:0{bits}b}"[::-1] if bits else ""


def _packed(bits: str) -> bytes:
    """Put bits into bytes, from the low end of each."""
    return bytes(int(bits[at : at + 8][::-1], 2) for at in range(0, len(bits), 8))


def _fixed(make: Callable[[int, int], bytes]) -> bytes:
    """Find the checksum and the size that a file states of itself truly.

    A checksum is linear: each bit that is stated changes always the same bits of the true one.
    """
    size = len(make(0, 0))
    zero = zlib.crc32(make(size, 0))
    effects = [zlib.crc32(make(size, 1 << bit)) ^ zero ^ (1 << bit) for bit in range(32)]
    stated = 0
    for effect, bits in _independent(effects):
        if zero >> (effect.bit_length() - 1) & 1:
            zero, stated = zero ^ effect, stated ^ bits
    if zero:
        raise ValueError("No checksum is true of itself: change the name.")
    return make(size, stated)


def _independent(effects: list[int]) -> Iterator[tuple[int, int]]:
    """Yield effects of different highest bits, the highest first, and the bits that have them."""
    rows = [(effect, 1 << bit) for bit, effect in enumerate(effects)]
    while rows := sorted((row for row in rows if row[0]), reverse=True):
        (pivot, bits), *others = rows
        yield pivot, bits
        length = pivot.bit_length()
        rows = [(e ^ pivot, b ^ bits) if e.bit_length() == length else (e, b) for e, b in others]
