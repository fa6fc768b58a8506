"""What could not be read is tried again on request, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.direct import ingest, retry
from flows.discover import PathError
from flows.settings import Settings
from tests.flows.conftest import FIRST
from tests.flows.tables import rows
from warehouse.reader import NoWarehouse

REJECTS = "select source_path, error_type, attempts, is_resolved from rejects order by 1"


def test_a_raised_limit_lets_a_document_in(news: Path, settings: Settings) -> None:
    """A run leaves rejects alone while the file stays as it is; a retry reads it again."""
    (news / "long.txt").write_text(FIRST * 100)
    narrow = settings.model_copy(update={"max_document_bytes": 4000})
    ingest([str(news)], narrow)
    assert rows(settings.warehouse, REJECTS) == [("long.txt", "too_large", 1, False)]
    assert ingest([str(news)], narrow).status == "unchanged"
    run = retry([], narrow)
    assert (run.seen, run.new, run.rejected) == (1, 0, 1)
    assert rows(settings.warehouse, REJECTS) == [("long.txt", "too_large", 2, False)]
    run = retry([], settings)
    assert (run.seen, run.new, run.rejected) == (1, 1, 0)
    assert rows(settings.warehouse, REJECTS) == [("long.txt", "too_large", 2, True)]


def test_a_retry_reads_only_what_was_rejected(news: Path, settings: Settings) -> None:
    """Of the folder that is named, a file that came since waits for the next run."""
    (news / "empty.txt").write_text("")
    ingest([str(news)], settings)
    (news / "late.txt").write_text(FIRST)
    (news / "empty.txt").write_text("It is full now, said Tom Berg.")
    run = retry([str(news)], settings)
    assert (run.seen, run.new, run.removed) == (1, 1, 0)
    assert ingest([str(news)], settings).new == 1


def test_with_nothing_rejected_nothing_is_done(news: Path, settings: Settings) -> None:
    """A retry without rejects leaves the published file alone."""
    ingest([str(news)], settings)
    assert retry([], settings).status == "unchanged"


def test_where_nothing_was_read_nothing_is_made(news: Path, settings: Settings) -> None:
    """A retry in an empty data folder, or in none, says so and leaves no file."""
    with pytest.raises(NoWarehouse, match=r"Nothing was ever read into .*: run `onrecord run`"):
        retry([], settings)
    assert not settings.data.exists()
    settings.data.mkdir()
    with pytest.raises(NoWarehouse, match="nothing to try again"):
        retry([str(news)], settings)
    assert list(settings.data.iterdir()) == []


def test_a_lake_alone_is_enough(news: Path, settings: Settings) -> None:
    """The build is made anew from it, so what was rejected is known."""
    (news / "empty.txt").write_text("")
    ingest([str(news)], settings)
    settings.build.unlink()
    (news / "empty.txt").write_text("It is full now, said Tom Berg.")
    assert retry([], settings).new == 1


def test_a_collection_without_documents_has_to_be_named(tmp_path: Path, settings: Settings) -> None:
    """Where nothing could be read, only the person knows the folder."""
    folder = tmp_path / "void"
    folder.mkdir()
    (folder / "empty.txt").write_text("")
    ingest([str(folder)], settings)
    with pytest.raises(PathError, match="onrecord retry void=FOLDER"):
        retry([], settings)
    (folder / "empty.txt").write_text("It is full now, said Tom Berg.")
    assert retry([f"void={folder}"], settings).new == 1
