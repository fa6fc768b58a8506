"""Say what is known of a collection, so that a run plans only what is new or changed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from duckdb import DuckDBPyConnection

from warehouse.sql import sql


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A current document, with what decides whether it is up to date."""

    document_id: str
    version: int
    content_hash: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A source file as it was last read.

    `read` maps the parts that are in the lake to the fingerprint that each was read under.
    """

    path: str
    size: int
    mtime_ns: int
    content_hash: str
    parts: int
    read: dict[int, str] = field(default_factory=dict)
    documents: list[KnownDocument] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        """Say whether every part has been read."""
        return len(self.read) == self.parts

    @property
    def fingerprint(self) -> str | None:
        """Give the fingerprint that all parts were read under, None when they differ."""
        found = set(self.read.values())
        return found.pop() if len(found) == 1 else None


def known(con: DuckDBPyConnection, collection: str) -> dict[str, KnownSource]:
    """Map each source file of a collection to what is known of it."""
    documents = _documents(con, collection)
    parameters = {"collection": collection}
    rows = con.execute(sql("load/known_sources"), parameters).fetchall()
    sources: dict[str, KnownSource] = {}
    for path, size, mtime_ns, content_hash, part, parts, fingerprint in rows:
        if path not in sources:
            seen = KnownSource(path, size, mtime_ns, content_hash, parts)
            seen.documents.extend(documents.get(path, ()))
            sources[path] = seen
        sources[path].read[part] = fingerprint
    return sources


def _documents(con: DuckDBPyConnection, collection: str) -> dict[str, list[KnownDocument]]:
    rows = con.execute(sql("load/known_documents"), {"collection": collection}).fetchall()
    by_source: dict[str, list[KnownDocument]] = defaultdict(list)
    for source, *fields in rows:
        by_source[source].append(KnownDocument(*fields))
    return by_source
