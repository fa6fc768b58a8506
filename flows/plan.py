"""Decide what is to be done: what is new, changed or gone since the lake was last written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path

from flows.batches import (
    Batch,
    FilePart,
    Known,
    Origin,
    Stored,
    batch_of_parts,
    batch_of_stored,
    grouped,
)
from flows.cutting import Cutting
from flows.discover import Found, Refused, Root
from flows.fingerprint import same_reading
from flows.settings import Settings
from transforms.readers import Part
from warehouse.known import KnownSource
from warehouse.lake import SourceGone, SourceSeen

SMALLEST_BATCH = 30_000
"""Bytes below which batches are not made smaller to keep every process busy to the end."""
BATCHES_A_PROCESS = 4


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a collection."""

    sources: dict[str, KnownSource]
    rejected: set[str]
    """Files from which something could not be read."""
    is_retried: bool = False
    """Whether those are read again though they are as they were."""


@dataclass(slots=True)
class Plan:
    """What a run has to do."""

    batches: list[Batch] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    settled: list[SourceSeen] = field(default_factory=list)
    """Sources that need no reading, to be noted as seen: touched, refused, or analysed anew."""
    gone: list[SourceGone] = field(default_factory=list)
    seen: int = 0
    unchanged: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether everything is as it was."""
        return not (self.batches or self.refused or self.settled or self.gone)

    @property
    def size(self) -> int:
        """Bytes of source in all batches."""
        return sum(batch.size for batch in self.batches)


Reading = tuple[Found, str, KnownSource | None]
"""A file to read, the hash of its content, and what is known of it."""


@dataclass(slots=True)
class _Work:
    """Pieces to be read or analysed anew, before they are cut into batches."""

    files: list[Reading] = field(default_factory=list)
    stale: dict[str, int] = field(default_factory=dict)
    """Documents to be analysed anew, and their share of their file's bytes."""


def make_plan(
    found: Iterable[tuple[Root, list[Found | Refused]]],
    known: dict[str, Past],
    placed: Callable[[], dict[str, str]],
    origin: Origin,
    settings: Settings,
) -> Plan:
    """Compare what lies in the folders with what is known, by collection and path.

    `placed` tells which batch of the lake holds each document; it is asked only at need.
    """
    plan, work = Plan(), _Work()
    for root, items in found:
        past = known[root.collection]
        before = dict(past.sources)
        for item in items:
            plan.seen += 1
            state = before.pop(item.path, None)
            is_whole = item.path not in past.rejected
            if past.is_retried and not is_whole:
                state = state and replace(state, read={})
            _consider(item, state, is_whole, origin, plan, work)
        if root.only is None:
            unread = past.rejected.difference(item.path for item in items)
            plan.gone += [
                SourceGone(root.collection, path) for path in sorted(unread.union(before))
            ]
    where = placed() if work.stale else {}
    stored = [Stored(name, where[name], size) for name, size in work.stale.items()]
    plan.batches = _batches(work.files, stored, plan, origin, settings)
    return plan


def _consider(
    item: Found | Refused,
    before: KnownSource | None,
    is_whole: bool,
    origin: Origin,
    plan: Plan,
    work: _Work,
) -> None:
    """Put one thing of a folder where it belongs: left alone, noted, read or analysed anew.

    A file of which something was rejected is read again whenever it is not simply left alone.
    """
    if isinstance(item, Found):
        content = _content(item, before)
        if isinstance(content, str):
            _consider_file(item, content, before, is_whole, origin, plan, work)
            return
        item = content
    mark = f"refused: {item.error_type}"
    if before is None or before.content_hash != mark:
        plan.refused.append(item)
        if item.is_lasting:
            plan.settled.append(SourceSeen(item.collection, item.path, 0, 0, mark))


def _consider_file(
    item: Found,
    content: str,
    before: KnownSource | None,
    is_whole: bool,
    origin: Origin,
    plan: Plan,
    work: _Work,
) -> None:
    if before is None or before.content_hash != content or not before.is_complete:
        work.files.append((item, content, before))
    elif before.fingerprint == origin.fingerprint:
        plan.unchanged += len(before.documents)
        if (before.size, before.mtime_ns) != (item.size, item.mtime_ns):
            if is_whole:
                plan.settled.append(_seen(item, before))
            else:
                work.files.append((item, content, before))
    elif not is_whole:
        work.files.append((item, content, before))
    elif before.fingerprint and same_reading(before.fingerprint, origin.fingerprint):
        stale = [one for one in before.documents if one.fingerprint != origin.fingerprint]
        share = item.size // max(1, len(before.documents))
        work.stale |= dict.fromkeys((one.document_id for one in stale), share)
        plan.settled.append(_seen(item, before))
    else:
        work.files.append((item, content, before))


def _seen(item: Found, before: KnownSource) -> SourceSeen:
    names = [one.document_id for one in before.documents]
    return SourceSeen(
        item.collection,
        item.path,
        item.size,
        item.mtime_ns,
        before.content_hash,
        documents=names,
    )


def _content(item: Found, before: KnownSource | None) -> str | Refused:
    """Give the hash of a file; where size and time are as they were, without reading it."""
    if before and (before.size, before.mtime_ns) == (item.size, item.mtime_ns):
        return before.content_hash
    digest = blake2b(digest_size=16)
    try:
        for location in filter(None, (item.location, item.meta)):
            with Path(location).open("rb") as file:
                while piece := file.read(1 << 20):
                    digest.update(piece)
    except OSError as error:
        return _unreadable(item, error)
    return digest.hexdigest()


def _unreadable(item: Found, error: OSError) -> Refused:
    return Refused(
        item.collection,
        item.path,
        "unreadable",
        f"{item.path} cannot be opened: {error.strerror or error}.",
        "Give yourself the right to read it, or remove it; the next run tries again.",
    )


def _batches(
    files: list[Reading], stored: list[Stored], plan: Plan, origin: Origin, settings: Settings
) -> list[Batch]:
    total = sum(item.size for item, _, _ in files) + sum(one.size for one in stored)
    even = total // (settings.processes * BATCHES_A_PROCESS)
    limit = min(settings.batch_bytes, max(SMALLEST_BATCH, even))
    known: dict[str, Known] = {}
    pieces: list[FilePart] = []
    with Cutting(settings) as cutting:
        for item, content, before in files:
            try:
                found = cutting.parts(item.path, item.location, limit)
            except OSError as error:
                plan.refused.append(_unreadable(item, error))
                continue
            pieces += _parts(item, content, before, found)
            for one in before.documents if before else ():
                known[one.document_id] = Known(one.content_hash, one.fingerprint)
    sizes = (min(limit, SMALLEST_BATCH), limit, settings.processes)
    batches = [batch_of_stored(group, origin) for group in grouped(stored, *sizes)]
    batches += [batch_of_parts(group, known, origin) for group in grouped(pieces, *sizes)]
    return batches


def _parts(
    item: Found, content: str, before: KnownSource | None, found: list[Part]
) -> Iterator[FilePart]:
    """Give the pieces of a file with all that is needed to read them."""
    documents = tuple(one.document_id for one in before.documents) if before else ()
    for index, piece in enumerate(found):
        yield FilePart(
            item.collection,
            item.path,
            item.location,
            item.size,
            item.mtime_ns,
            content,
            item.meta,
            piece,
            index,
            len(found),
            documents,
        )
