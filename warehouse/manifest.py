"""Say what a batch brings, and spell it as the manifest that makes the batch count."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

import pyarrow as pa

from transforms.errors import ExpectedError

STEM = re.compile(r"(?P<generation>\d{6,})-(?P<batch_id>[\w.-]+)")


class LakeError(ExpectedError):
    """The lake holds or is given something that does not fit; the message says what to do."""


@dataclass(frozen=True, slots=True)
class SourceSeen:
    """A part of a source file that a batch has read, and every document it holds.

    A part is named by the byte at which it begins; a file that is read at once has one part, 0.
    `documents` lists unchanged ones too: once all parts are in, what none of them lists is gone.
    """

    collection: str
    path: str
    size: int
    mtime_ns: int
    content_hash: str
    part: int = 0
    parts: int = 1
    documents: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SourceGone:
    """A source file that is no longer there: all its documents leave tombstones."""

    collection: str
    path: str


@dataclass(frozen=True, slots=True)
class Batch:
    """What one task extracted: rows by table, sources read, documents and sources that are gone.

    `seen_at` dates the tombstones; it is the clock's time of the first writing where it is None.
    """

    batch_id: str
    generation: int
    run_id: str
    fingerprint: str
    tables: dict[str, pa.Table]
    sources: list[SourceSeen] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    words: int = 0
    gone: list[SourceGone] = field(default_factory=list)
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What makes a batch count: read from the file that was written last."""

    batch_id: str
    generation: int
    run_id: str
    fingerprint: str
    seen_at: datetime
    words: int
    rows: dict[str, int]
    documents: list[str]
    sources: list[SourceSeen]
    removed: list[str]
    gone: list[SourceGone]

    @property
    def stem(self) -> str:
        """Give the name that all files of the batch share."""
        return stem(self.generation, self.batch_id)


def stem(generation: int, batch_id: str) -> str:
    """Name the files of a batch.

    >>> stem(7, "ab12")
    '000007-ab12'
    """
    name = f"{generation:06d}-{batch_id}"
    if not STEM.fullmatch(name):
        raise LakeError(f"The batch id {batch_id!r} is no file name: use letters and digits.")
    return name


def order(name: str) -> tuple[int, str]:
    """Take the name of a batch's files apart, for sorting."""
    matched = STEM.fullmatch(name)
    if matched is None:
        raise LakeError(f"{name}.json among the manifests is none: move it elsewhere.")
    return int(matched["generation"]), matched["batch_id"]


def to_json(manifest: Manifest) -> str:
    """Write a manifest; equal manifests give equal bytes."""
    content = asdict(manifest) | {"seen_at": manifest.seen_at.isoformat()}
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def from_json(text: str) -> Manifest:
    """Read a manifest."""
    content: dict[str, Any] = json.loads(text)
    content["seen_at"] = datetime.fromisoformat(content["seen_at"])
    content["sources"] = [SourceSeen(**source) for source in content["sources"]]
    content["gone"] = [SourceGone(**source) for source in content["gone"]]
    return Manifest(**content)
