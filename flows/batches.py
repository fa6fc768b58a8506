"""Cut work into batches: what is sent to a process that analyses, and what comes back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeVar

from flows.settings import Settings
from transforms.ids import stable_id
from transforms.readers import Part
from transforms.tables import Document


@dataclass(frozen=True, slots=True)
class Known:
    """What decides whether a document is up to date."""

    content_hash: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A document whose file has not changed but whose rows are to be made anew."""

    document_id: str
    stem: str
    """The batch of the lake that holds its text."""
    size: int


@dataclass(frozen=True, slots=True)
class FilePart:
    """A source file, or the piece of one that is read by itself."""

    collection: str
    path: str
    location: str
    file_size: int
    mtime_ns: int
    content_hash: str
    """Of the whole file, as it was when the run was planned."""
    meta: str | None
    """Location of the file beside it that describes it."""
    piece: Part
    index: int
    """Position among the pieces of the file, from 0."""
    count: int
    """Number of pieces of the file."""
    before: tuple[str, ...] = ()
    """The documents that the file held when it was last read."""

    @property
    def size(self) -> int:
        """Bytes of the piece."""
        return self.piece.size


@dataclass(frozen=True, slots=True)
class Batch:
    """Work of some seconds: parts to read, or stored documents to analyse anew."""

    batch_id: str
    parts: tuple[FilePart, ...] = ()
    stored: tuple[Stored, ...] = ()
    known: dict[str, Known] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes of source."""
        return sum(part.size for part in self.parts) + sum(one.size for one in self.stored)


@dataclass(frozen=True, slots=True)
class Origin:
    """What every row of a run has in common."""

    run_id: str
    fingerprint: str
    generation: int
    started_at: datetime


@dataclass(frozen=True, slots=True)
class Job:
    """A batch with everything that is needed to analyse it in another process."""

    batch: Batch
    stored: tuple[Document, ...]
    """The texts of the documents that the batch analyses anew."""
    origin: Origin
    settings: Settings


@dataclass(frozen=True, slots=True)
class Done:
    """What a batch came to."""

    new: int
    changed: int
    unchanged: int
    rejected: int
    words: int


def batch_of_parts(parts: tuple[FilePart, ...], known: dict[str, Known], origin: Origin) -> Batch:
    """Name a batch after its run's generation and what it reads.

    A task that is tried again writes the same files; a file that comes back after it was removed
    makes a new batch.
    """
    reads = [
        f"{p.collection}/{p.path}:{p.content_hash}:{p.piece.start}-{p.piece.end}:"
        f"{p.index}/{p.count}"
        for p in parts
    ]
    return Batch(stable_id(origin.generation, origin.fingerprint, *reads), parts, known=known)


def batch_of_stored(stored: tuple[Stored, ...], origin: Origin) -> Batch:
    """Name a batch after the stored documents that it analyses anew."""
    names = [one.document_id for one in stored]
    return Batch(stable_id(origin.generation, origin.fingerprint, *names), stored=stored)


class Sized(Protocol):
    """Something that takes time in proportion to its size."""

    @property
    def size(self) -> int:
        """Bytes of source."""


Work = TypeVar("Work", bound=Sized)


def grouped(
    pieces: Sequence[Work], least: int, most: int, processes: int
) -> Iterator[tuple[Work, ...]]:
    """Group pieces, in order, to at most `most` bytes; a larger piece stands alone.

    Towards the end the groups become smaller, down to `least` bytes, so that the processes end
    at about the same time.
    """
    left = sum(piece.size for piece in pieces)
    group: list[Work] = []
    size, limit = 0, most
    for piece in pieces:
        if group and size + piece.size > limit:
            yield tuple(group)
            left -= size
            group, size = [], 0
        if not group:
            limit = min(most, max(least, left // (2 * processes)))
        group.append(piece)
        size += piece.size
    if group:
        yield tuple(group)
