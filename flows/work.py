"""Hold the rows of a batch while they are made: what was read, what came of it, what failed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyarrow as pa

from flows.batches import FilePart, Job, Known
from flows.limits import TooSlow, allowed, each_within
from flows.rejects import deadly, failure, not_normalised, reject, unreadable
from transforms.documents import document, is_spoken
from transforms.readers import Beside, Draft, Unreadable, read
from transforms.tables import EXTRACTED, Document, RejectStage, Row
from warehouse.lake import SourceSeen
from warehouse.schema import to_arrow

FAILED = "-failed"
"""Ends the fingerprint of a document whose analysis was given up: no run has that fingerprint."""


@dataclass(slots=True)
class Produced:
    """The rows of a batch and what they came from."""

    tables: dict[str, pa.Table]
    sources: list[SourceSeen] = field(default_factory=list)
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    words: int = 0
    is_short: bool = False
    """Whether the memory of the process ran out meanwhile: what it rejected it may have room for
    when it begins anew."""

    @property
    def rejected(self) -> int:
        """Number of rejects."""
        return int(self.tables["rejects"].num_rows)

    @classmethod
    def joined(cls, pieces: list[Produced]) -> Produced:
        """Put together what was produced piece by piece."""
        return cls(
            {name: pa.concat_tables([one.tables[name] for one in pieces]) for name in EXTRACTED},
            [source for one in pieces for source in one.sources],
            sum(one.new for one in pieces),
            sum(one.changed for one in pieces),
            sum(one.unchanged for one in pieces),
            sum(one.words for one in pieces),
        )


def lost(job: Job) -> Produced:
    """Give the reject of a file whose reading brought the process down; it keeps what it had."""
    work = Work(job)
    for part in job.batch.parts:
        work.reject(part.collection, part.path, "read", deadly("reading", job.settings))
        work.saw(part, [*part.before])
    return work.produced()


def unanalysed(job: Job, one: Document) -> Produced:
    """Keep a document whose analysis brought the process down, with a reject that says so."""
    work = Work(job)
    work.give_up(one, deadly("analysing", job.settings))
    return work.produced()


class Work:
    """The rows of one batch while they are made."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._rows: dict[str, list[Row]] = {name: [] for name in EXTRACTED}
        self._sources: list[SourceSeen] = []
        self._new = self._changed = self._unchanged = 0
        self._is_short = False

    def anew(self) -> Iterator[Document]:
        """Take stored documents to be analysed once more; their version stays."""
        for one in self.job.stored:
            self._changed += 1
            known = one.language, one.language_confidence
            yield replace(
                one,
                fingerprint=self.job.origin.fingerprint,
                is_analysed=is_spoken(*known, self.job.settings.spoken),
            )

    def read(self) -> Iterator[Document]:
        """Read files; yield the documents that are new or changed."""
        for part in self.job.batch.parts:
            present: list[str] = []
            seconds = allowed(self.job.settings.max_seconds, part.size)
            try:
                data, beside = _opened(part)
                if beside and beside.fault:
                    self.reject(
                        part.collection, part.path, "read", _misdescribed(part, beside.fault)
                    )
                for stage, one in each_within(seconds, self._items(part, data, beside)):
                    if isinstance(one, Unreadable):
                        self.reject(part.collection, part.path, stage, one)
                    else:
                        yield from self._taken(one, present)
            except OSError as error:
                self.reject(part.collection, part.path, "read", unreadable(part.path, error))
                continue
            except (TooSlow, MemoryError) as error:
                self.reject(part.collection, part.path, "read", self._failure(error))
                present += part.before
            self.saw(part, present)

    def _items(
        self, part: FilePart, data: bytes, beside: Beside | None
    ) -> Iterator[tuple[RejectStage, Document | Unreadable]]:
        """Yield what comes of a part, each with the stage that it has reached."""
        for item in read(part.path, data, self.job.settings.rules, part.piece):
            known = beside.describe(item) if beside else item
            if isinstance(known, Unreadable):
                yield "read", known
            else:
                yield "normalise", self._document(part, known)

    def _document(self, part: FilePart, draft: Draft) -> Document | Unreadable:
        """Turn a draft into a document."""
        try:
            return document(
                draft,
                collection=part.collection,
                source_file=part.path,
                source_uri=Path(part.location).as_uri(),
                ingested_at=self.job.origin.started_at,
                run_id=self.job.origin.run_id,
                fingerprint=self.job.origin.fingerprint,
                version=1,  # the warehouse counts
                languages=self.job.settings.spoken,
            )
        except MemoryError:
            raise
        except Exception as error:  # whatever goes wrong, it must cost one document only
            return not_normalised(draft.member, error)

    def _taken(self, one: Document, present: list[str]) -> Iterator[Document]:
        """Yield a document unless it is known as it is; note that it is present."""
        present.append(one.document_id)
        before = self.job.batch.known.get(one.document_id)
        if before == Known(one.content_hash, one.fingerprint):
            self._unchanged += 1
        else:
            self._new += before is None
            self._changed += before is not None
            yield one

    def keep(self, one: Document, rows: Mapping[str, Sequence[Row]]) -> None:
        """Keep a document and the rows that were extracted from it."""
        self._rows["documents"].append(one)
        for name, found in rows.items():
            self._rows[name] += found

    def fail(self, one: Document, error: BaseException) -> None:
        """Keep a document that could not be analysed, with a reject that says so."""
        self.give_up(one, self._failure(error))

    def _failure(self, error: BaseException) -> Unreadable:
        self._is_short |= isinstance(error, MemoryError)
        return failure(error, self.job.settings)

    def give_up(self, one: Document, why: Unreadable) -> None:
        """Keep a document without further rows; it is analysed when its file is read again."""
        self.keep(replace(one, is_analysed=False, fingerprint=f"{one.fingerprint}{FAILED}"), {})
        member = one.source_path.removeprefix(one.source_file) or None
        self.reject(one.collection, one.source_file, "analyse", replace(why, member=member))

    def reject(
        self, collection: str, source_file: str, stage: RejectStage, why: Unreadable
    ) -> None:
        """Keep a reason for which something is not among the documents."""
        self._rows["rejects"].append(reject(why, self.job.origin, stage, collection, source_file))

    def saw(self, part: FilePart, documents: list[str]) -> None:
        """Note that a part was read and what it holds."""
        self._sources.append(source_seen(part, documents))

    def produced(self) -> Produced:
        """Give all rows as Arrow tables."""
        documents = self._rows["documents"]
        return Produced(
            {name: to_arrow(row, self._rows[name]) for name, row in EXTRACTED.items()},
            self._sources,
            self._new,
            self._changed,
            self._unchanged,
            sum(one.word_count for one in documents if isinstance(one, Document)),
            self._is_short,
        )


def source_seen(part: FilePart, documents: list[str]) -> SourceSeen:
    """Note a part and the documents in it, for the manifest."""
    return SourceSeen(
        collection=part.collection,
        path=part.path,
        size=part.file_size,
        mtime_ns=part.mtime_ns,
        content_hash=part.content_hash,
        part=part.index,
        parts=part.count,
        documents=documents,
    )


def _opened(part: FilePart) -> tuple[bytes, Beside | None]:
    """Read the bytes of a part, and what stands beside its file."""
    with Path(part.location).open("rb") as file:
        file.seek(part.piece.start)
        data = file.read(part.piece.end - part.piece.start)
    return data, Beside(Path(part.meta).read_bytes()) if part.meta else None


def _misdescribed(part: FilePart, fault: str) -> Unreadable:
    return Unreadable(
        None,
        "bad_metadata",
        f"The file that describes {part.path} is {fault}.",
        "Correct it; until then the document has the metadata that its reader finds.",
    )
