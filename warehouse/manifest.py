"""Say what a batch brings, and spell it as the manifest that makes the batch count."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import blake2b
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
class Seal:
    """What a file was when it was written: bytes, and their BLAKE2b hash (16 bytes, in hex)."""

    size: int
    hash: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What makes a batch count: read from the file that was written last.

    `files` seals the Parquet file of each table; batches of older versions have none.
    """

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
    files: dict[str, Seal] = field(default_factory=dict)

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


@dataclass(frozen=True, slots=True)
class Pack:
    """Many batches in one file a table, whose rows say in a column which batch each is of."""

    name: str
    batches: list[Manifest]
    files: dict[str, Seal]

    @property
    def stems(self) -> set[str]:
        """Name the batches."""
        return {batch.stem for batch in self.batches}


def seal(data: bytes | memoryview) -> Seal:
    """Seal the content of a file."""
    return Seal(len(data), blake2b(data, digest_size=16).hexdigest())


def to_json(manifest: Manifest) -> str:
    """Write a manifest; equal manifests give equal bytes."""
    return _written(_plain(manifest))


def from_json(text: str) -> Manifest:
    """Read a manifest. Raises ValueError, KeyError or TypeError for what is none."""
    return _manifest(json.loads(text))


def pack_to_json(pack: Pack) -> str:
    """Write what makes a pack count; equal packs give equal bytes."""
    files = {table: asdict(one) for table, one in pack.files.items()}
    batches = [_plain(batch) for batch in pack.batches]
    return _written({"name": pack.name, "files": files, "batches": batches})


def pack_from_json(text: str) -> Pack:
    """Read what makes a pack count; raises as `from_json`."""
    content = json.loads(text)
    files = {table: Seal(**one) for table, one in content["files"].items()}
    return Pack(content["name"], [_manifest(one) for one in content["batches"]], files)


def _written(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _plain(manifest: Manifest) -> dict[str, Any]:
    return asdict(manifest) | {"seen_at": manifest.seen_at.isoformat()}


def _manifest(content: dict[str, Any]) -> Manifest:
    content["seen_at"] = datetime.fromisoformat(content["seen_at"])
    content["sources"] = [SourceSeen(**source) for source in content["sources"]]
    content["gone"] = [SourceGone(**source) for source in content["gone"]]
    files = content.get("files", {})
    content["files"] = {table: Seal(**one) for table, one in files.items()}
    return Manifest(**content)
