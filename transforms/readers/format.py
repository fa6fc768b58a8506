"""Say what a format is: the one interface that every reader's module fills in."""

from __future__ import annotations

import csv
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from mmap import mmap
from typing import Protocol

from transforms.normalise import SAMPLE, decode, is_text
from transforms.readers.draft import Item

Buffer = bytes | mmap

PARSER_ERRORS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    csv.Error,
    lzma.LZMAError,
    struct.error,
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What the parsers of others may raise over hostile bytes (RecursionError is a RuntimeError,
lxml's errors are SyntaxErrors). Readers open no files, so an OSError is about the bytes as well:
pyarrow and gzip raise it. Want of memory is not among them."""

HEAD = 8_192


@dataclass(frozen=True, slots=True)
class Rules:
    """What a collection asks of its readers: limits, and what its records call their fields."""

    max_document_bytes: int = 16_000_000
    max_depth: int = 3
    """Containers in containers."""
    max_members: int = 100_000
    max_ratio: int = 200
    """How many times larger than its compressed form a member may be."""
    max_expanded_bytes: int = 1_000_000_000
    """Of all members of a container together, however deep they lie."""
    exclude: tuple[str, ...] = ()
    """Names (globs) of members of containers that are no documents."""
    mapping: Mapping[str, str] = field(default_factory=dict)
    """Field of a record by what it holds, such as `{"text": "story"}`."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a file that is read by itself, in any process and any order.

    A part that is a whole file names no reader: its bytes choose. `start` and `end` are the bytes
    that are read; where they hold more than the part, as in an archive, `first_index` and `count`
    tell its members, and `weight` its own bytes.
    """

    start: int
    end: int
    first_index: int
    reader: str | None = None
    renamed: tuple[tuple[int, str], ...] = ()
    """Pairs of a record's number and its member, for records whose natural name is taken by an
    earlier record of the file, which a part alone cannot know."""
    preamble: bytes = b""
    """The beginning of the file, where every part needs it, such as the names of columns."""
    count: int | None = None
    weight: int | None = None
    inner: Part | None = None
    """The part of what a compressed file holds."""

    @property
    def size(self) -> int:
        """Bytes of work."""
        return self.end - self.start if self.weight is None else self.weight


class Budget:
    """What the members of a container may still take up, all its containers together."""

    def __init__(self, rules: Rules) -> None:
        self.bytes = rules.max_expanded_bytes
        self.members = rules.max_members


class Inner(Protocol):
    """Reads what lies in a container: the whole of it, or the bytes of a part."""

    def __call__(self, member: str, content: bytes, part: Part | None = None) -> Iterator[Item]:
        """Yield its documents."""


@dataclass(frozen=True, slots=True)
class Portion:
    """What a reader is given: the bytes of a file, or of the part of it that is named.

    Formats whose files are one document need not look at the size: nothing over the limit comes
    to them. `inner` reads what lies in a container as a file of its own; `depth` is the number
    of containers around this one.
    """

    name: str
    data: bytes
    rules: Rules
    inner: Inner
    budget: Budget
    part: Part | None = None
    depth: int = 0


@dataclass(frozen=True)
class Seen:
    """A file as the formats look at it to tell whose it is."""

    name: str
    data: Buffer
    head: bytes = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "head", self.data[:HEAD])

    @cached_property
    def suffix(self) -> str:
        """What stands behind the last dot of the name, in lower case, with the dot."""
        return "." + self.name.lower().rpartition(".")[2]

    @cached_property
    def is_text(self) -> bool:
        """Whether it holds few control bytes."""
        return is_text(self.data[:SAMPLE])

    @cached_property
    def text(self) -> str:
        """The beginning, decoded, without white space before it; empty where it is no text."""
        return decode(self.head)[0].lstrip("\ufeff \t\r\n") if self.is_text else ""


@dataclass(frozen=True, slots=True)
class Format:
    """A format and how it is read.

    `sniff` looks at a file; it is None where only a suffix can tell. `split` cuts a file into
    parts of about a size; it is None where a file is one document, which may not be larger than
    the limit. `is_container` says that a file holds others, so it counts for the depth.
    """

    name: str
    suffixes: tuple[str, ...]
    mime_type: str
    read: Callable[[Portion], Iterator[Item]]
    sniff: Callable[[Seen], bool] | None = None
    split: Callable[[Buffer, int, Rules], Iterator[Part]] | None = None
    is_container: bool = False
