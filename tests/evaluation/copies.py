"""Score how well copies are told from what only looks like them, on an invented archive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from tests.evaluation.copied_texts import Newsroom, Text
from tests.warehouse.reports import NOON, Report, rows
from transforms.ids import content_hash, stable_id
from transforms.tables import Document
from warehouse.build import Build
from warehouse.lake import Batch, Lake
from warehouse.schema import to_arrow

ARCHIVE = 1500
SEED = 1


def copy_scores(scratch: Path, count: int = ARCHIVE, seed: int = SEED) -> dict[str, float]:
    """Score what a warehouse of the archive names as copies, in percent."""
    archive = list(Newsroom(seed).archive(count))
    lake = Lake(scratch / "lake")
    lake.write(batch(archive))
    with Build(scratch / "copies.duckdb") as build:
        build.load(lake)
        build.resolve()
        found = build.con.execute(
            "select copy.source_path::int, one.source_path::int from documents as copy "
            "join documents as one on one.document_id = copy.duplicate_of"
        ).fetchall()
    right = sum(archive[copy].story == archive[original].story for copy, original in found)
    copies = sum(text.is_copy for text in archive)
    return {"copies: recall": 100 * right / copies, "copies: precision": 100 * right / len(found)}


def batch(texts: Sequence[Text], generation: int = 1, first: int = 0) -> Batch:
    """Make a batch of documents that are named by their numbers and published in that order."""
    (blank,) = rows(Report())["documents"]
    assert isinstance(blank, Document)
    made = [document(blank, number, text) for number, text in enumerate(texts, first)]
    return Batch(
        batch_id=f"copies{len(texts)}",
        generation=generation,
        run_id="r1",
        fingerprint="f1",
        tables={"documents": to_arrow(Document, made)},
        seen_at=NOON,
    )


def document(blank: Document, number: int, text: Text) -> Document:
    """Fill in what copies are told by."""
    return replace(
        blank,
        document_id=stable_id("copies", number),
        source_path=str(number),
        source_file=str(number),
        text=text.text,
        text_hash=content_hash(text.text.encode()),
        char_count=len(text.text),
        published_at=NOON + timedelta(minutes=number),
    )
