"""Ask the warehouse what the pages show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import streamlit as st

from flows.settings import load
from onrecord.changes import Change, quote_changes, version_before
from warehouse import quote_query, reader, version_query
from warehouse.cells import harmless
from warehouse.query import UnknownDocument, Warehouse
from warehouse.quote_query import Filters, Names
from warehouse.reader import NoWarehouse

CHOICES = 500  # names that a list offers; any other can be typed
TORN = 5  # times that pieces are asked for anew, because the file was swapped between them

Seen = tuple[int, int] | None
Found = TypeVar("Found")


class Article(NamedTuple):
    """A document, and everything that is marked in it; only its history where it was removed."""

    document: dict[str, Any] | None
    quotes: list[dict[str, Any]]
    spans: list[dict[str, Any]]
    mentions: list[dict[str, Any]]
    versions: list[dict[str, Any]]
    copies: list[dict[str, Any]]
    changes: list[Change] | None = None
    """What became of its quotes since the version before, None where there is none."""


@st.cache_resource
def warehouse(path: Path) -> Warehouse:
    """Open the published file once for all pages and people."""
    return Warehouse(path, load().sql_memory_bytes)


def seen(path: Path) -> Seen:
    """Tell one published file from the next; None while there is none."""
    try:
        return reader.seen(path)
    except (NoWarehouse, OSError):
        return None


def at_once(path: Path, ask: Callable[[], Found]) -> Found:
    """Ask several things of one and the same file, though it may be swapped in between."""
    for _ in range(TORN):
        before = seen(path)
        found = ask()
        if seen(path) == before:
            break
    return found


def csv(source: Warehouse, filters: Filters) -> bytes:
    """Write everything that matches as CSV for a spreadsheet.

    A text that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    frame = quote_query.frame(source, filters).rename(columns={"said": "words"})
    for name in frame.select_dtypes(include=["object", "string"]):
        frame[name] = frame[name].map(harmless)
    return frame.to_csv(index=False).encode("utf-8-sig")


@st.cache_data(max_entries=12, show_spinner=False)
def choices(_source: Warehouse, which: Names, version: Seen) -> list[str]:  # noqa: ARG001
    """List the names that a filter offers; asked anew for each version of the file."""
    return quote_query.names(_source, which, CHOICES)


def article(source: Warehouse, key: str) -> Article:
    """Give a document with what is marked in it. Raises UnknownDocument if it never was there."""
    versions = source.document_versions(key).dicts()
    try:
        document = source.document(key)
    except UnknownDocument:
        if not versions:
            raise
        return Article(None, [], [], [], versions, [])
    document_id = document["document_id"]
    versions = source.document_versions(document_id).dicts()
    return Article(
        document,
        source.document_quotes(document_id).dicts(),
        source.document_spans(document_id).dicts(),
        source.document_mentions(document_id).dicts(),
        versions,
        source.document_copies(document_id).dicts(),
        _changes(source, document_id, versions),
    )


def _changes(
    source: Warehouse, document_id: str, versions: list[dict[str, Any]]
) -> list[Change] | None:
    last = versions[0]["version"]
    before = version_before(versions, last)
    if before is None:
        return None
    pair = (version_query.quotes(source, document_id, one).dicts() for one in (before, last))
    return quote_changes(*pair)
