"""Say what a format is: the one interface that every reader's module fills in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from mmap import mmap

from transforms.readers.draft import Item

Buffer = bytes | mmap

PARSER_ERRORS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""What the parsers of others may raise over hostile bytes (RecursionError is a RuntimeError,
lxml's errors are SyntaxErrors); want of memory and of files is not among them."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a file that is read by itself, in any process and any order.

    `renamed` names the records whose natural name is taken by an earlier record of the file,
    which a part alone cannot know: pairs of line number and member. A part that is a whole file
    names no reader: its bytes choose.
    """

    start: int
    end: int
    first_index: int
    reader: str | None = None
    renamed: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Portion:
    """What a reader is given: the bytes of a file, or of the part of it that is named.

    `limit` is the most bytes that one document may have. Formats whose files are one document
    need not look at it: nothing larger comes to them.
    """

    data: bytes
    limit: int
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """A format and how it is read.

    `sniff` looks at the beginning of the text, already decoded; it is None where only a suffix
    can tell. `split` cuts a file into parts of about a size, not looking into records over the
    limit; it is None where a file is one document.
    """

    name: str
    suffixes: tuple[str, ...]
    mime_type: str
    read: Callable[[Portion], Iterator[Item]]
    sniff: Callable[[str], bool] | None = None
    split: Callable[[Buffer, int, int], Iterator[Part]] | None = None
