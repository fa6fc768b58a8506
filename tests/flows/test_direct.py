"""A folder becomes a warehouse; what changes in the folder changes in the warehouse."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from flows.direct import ingest
from flows.discover import PathError
from flows.settings import Settings, load
from tests.flows.conftest import FIRST, SECOND
from tests.flows.tables import contents, rows
from warehouse.reader import seen


def test_documents_are_published(news: Path, settings: Settings) -> None:
    """Every file of the folder is a document of the published file, with its quotes."""
    run = ingest([str(news)], settings)
    assert (run.status, run.new, run.rejected) == ("published", 2, 0)
    found = rows(settings.warehouse, "select source_path from documents order by 1")
    assert found == [("bridge.txt",), ("pilots.txt",)]
    assert rows(settings.warehouse, "select count(*) > 2 from quotes") == [(True,)]


def test_a_second_run_touches_nothing(news: Path, settings: Settings) -> None:
    """Where nothing has changed, the published file stays the very same."""
    ingest([str(news)], settings)
    before = seen(settings.warehouse)
    run = ingest([str(news)], settings)
    assert (run.status, run.unchanged, run.words) == ("unchanged", 2, 0)
    assert seen(settings.warehouse) == before


def test_an_edited_document_replaces_its_rows(news: Path, settings: Settings) -> None:
    """An edit is a new version of the same document; the old version's rows are gone."""
    ingest([str(news)], settings)
    (news / "pilots.txt").write_text(SECOND.replace("insult", "outrage"))
    run = ingest([str(news)], settings)
    assert (run.new, run.changed, run.unchanged) == (0, 1, 1)
    versions = "select version, is_current from document_versions where source_path = 'pilots.txt'"
    assert rows(settings.warehouse, f"{versions} order by 1") == [(1, False), (2, True)]
    texts = str(rows(settings.warehouse, "select text from quotes"))
    assert "outrage" in texts
    assert "insult" not in texts


def test_a_removed_document_leaves_a_tombstone(news: Path, settings: Settings) -> None:
    """Its rows leave every table; that it was there stays on record."""
    ingest([str(news)], settings)
    (news / "pilots.txt").unlink()
    run = ingest([str(news)], settings)
    assert run.removed == 1
    assert rows(settings.warehouse, "select source_path from documents") == [("bridge.txt",)]
    gone = rows(settings.warehouse, "select source_path from document_versions where is_removed")
    assert gone == [("pilots.txt",)]


def test_a_document_that_comes_back_is_a_new_version(news: Path, settings: Settings) -> None:
    """Removed and put back with the same words, it is there again, as its third version."""
    ingest([str(news)], settings)
    (news / "pilots.txt").unlink()
    ingest([str(news)], settings)
    (news / "pilots.txt").write_text(SECOND)
    ingest([str(news)], settings)
    found = rows(
        settings.warehouse, "select version from documents where source_path = 'pilots.txt'"
    )
    assert found == [(3,)]


def test_a_touched_file_is_not_done_again(news: Path, settings: Settings) -> None:
    """A new time stamp on the same content analyses nothing."""
    ingest([str(news)], settings)
    os.utime(news / "bridge.txt", (1, 1))
    assert ingest([str(news)], settings).words == 0
    assert ingest([str(news)], settings).status == "unchanged"


def test_one_record_of_many_is_done_again(news: Path, settings: Settings) -> None:
    """Of a changed file of records only the records that changed are analysed."""
    records = [{"id": str(n), "text": f"{FIRST} It is day {n}."} for n in range(4)]
    (news / "wire.jsonl").write_text("\n".join(map(json.dumps, records)))
    ingest([str(news)], settings)
    records[2]["text"] += " The end."
    (news / "wire.jsonl").write_text("\n".join(map(json.dumps, records[:3])))
    run = ingest([str(news)], settings)
    assert (run.changed, run.removed, run.unchanged) == (1, 1, 4)


def test_a_broken_record_is_rejected_and_resolved(news: Path, settings: Settings) -> None:
    """A broken line costs only itself; once it is repaired its reject is resolved."""
    good = json.dumps({"id": "a", "text": FIRST})
    (news / "wire.jsonl").write_text(f'{good}\n{{"id": "b", "te')
    run = ingest([str(news)], settings)
    assert (run.new, run.rejected) == (3, 1)
    (news / "wire.jsonl").write_text(f"{good}\n{json.dumps({'id': 'b', 'text': SECOND})}")
    assert ingest([str(news)], settings).new == 1
    assert rows(settings.warehouse, "select is_resolved from rejects") == [(True,)]


def test_new_settings_make_rows_anew_from_the_stored_text(news: Path, settings: Settings) -> None:
    """Where only the analysis has changed, no file is read and no version counted."""
    ingest([str(news)], settings)
    run = ingest([str(news)], settings.model_copy(update={"chunk_tokens": 16}))
    assert run.changed == 2
    assert rows(settings.warehouse, "select max(version) from documents") == [(1,)]
    assert rows(settings.warehouse, "select count(*) > 4 from chunks") == [(True,)]


def test_what_was_said_before_outlives_the_build(news: Path, settings: Settings) -> None:
    """After edits and a removal the history made anew from the lake is the one that was there."""
    ingest([str(news)], settings)
    (news / "bridge.txt").write_text(FIRST.replace("May", "June"))
    ingest([str(news)], settings)
    (news / "bridge.txt").write_text(FIRST)
    (news / "pilots.txt").unlink()
    ingest([str(news)], settings)
    before = contents(settings.warehouse)
    found = rows(settings.warehouse, "select distinct version from earlier_quotes order by 1")
    assert found == [(1,), (2,)]
    settings.build.unlink()
    settings.warehouse.unlink()
    ingest([str(news)], settings)
    assert contents(settings.warehouse) == before


def test_a_lake_may_be_older_than_a_column(news: Path, settings: Settings) -> None:
    """What an older version wrote is loaded, and made anew with all columns by the next run."""
    ingest([str(news)], settings)
    for name, lost in (("documents", "recipients"), ("quotes", "said")):
        for path in settings.lake.glob(f"{name}/*.parquet"):
            pq.write_table(pq.read_table(path).drop_columns(lost), path)
    for path in settings.lake.glob("manifests/*.json"):
        content = json.loads(path.read_text())
        del content["files"]  # they were not sealed then
        path.write_text(json.dumps(content))
    settings.build.unlink()
    run = ingest([str(news)], settings.model_copy(update={"chunk_tokens": 16}))
    assert (run.status, run.new, run.changed) == ("published", 0, 2)
    assert rows(settings.warehouse, "select any_value(recipients) from documents") == [([],)]
    assert rows(settings.warehouse, "select bool_and(said <> '') from quotes") == [(True,)]


def test_rejects_stay_when_rows_are_made_anew(news: Path, settings: Settings) -> None:
    """What could not be read has not become readable because the model changed."""
    (news / "bad.jsonl").write_text('{"text": "Fine."}\n{"text": ')
    ingest([str(news)], settings)
    ingest([str(news)], settings.model_copy(update={"chunk_tokens": 16}))
    assert rows(settings.warehouse, "select is_resolved from rejects") == [(False,)]


def test_batches_and_processes_do_not_matter(news: Path, tmp_path: Path) -> None:
    """The same folder gives the same tables, however the work is cut."""
    for number in range(5):
        (news / f"{number}.txt").write_text(f"{FIRST}\n\nOn day {number} {SECOND}")
    whole = load(data=tmp_path / "whole")
    small = load(data=tmp_path / "small", batch_bytes=1)
    ingest([str(news)], whole)
    ingest([str(news)], small)
    assert contents(whole.warehouse) == contents(small.warehouse)


def test_collections_stand_side_by_side(news: Path, settings: Settings, tmp_path: Path) -> None:
    """Ingesting a second folder leaves the documents of the first."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.txt").write_text(FIRST)
    ingest([str(news)], settings)
    ingest([str(other)], settings)
    counted = "select collection, count(*) from documents group by all order by 1"
    assert rows(settings.warehouse, counted) == [("news", 2), ("other", 1)]


def test_a_second_folder_of_the_same_name_is_refused(
    news: Path, settings: Settings, tmp_path: Path
) -> None:
    """It would replace the documents of the first; the message says how to name it."""
    ingest([str(news)], settings)
    twin = tmp_path / "twin" / "news"
    twin.mkdir(parents=True)
    with pytest.raises(PathError, match="onrecord run other="):
        ingest([str(twin)], settings)
    assert ingest([f"twin={twin}"], settings).unchanged == 0


def test_a_missing_folder_changes_nothing(news: Path, settings: Settings) -> None:
    """A folder that is not there is an error, not a removal of all its documents."""
    ingest([str(news)], settings)
    news.rename(news.with_name("away"))
    with pytest.raises(PathError, match="There is nothing at"):
        ingest([str(news)], settings)
    assert rows(settings.warehouse, "select count(*) from documents") == [(2,)]


def test_one_file_leaves_its_neighbours(news: Path, settings: Settings) -> None:
    """Ingesting one file of a folder removes no other file's documents."""
    ingest([str(news)], settings)
    (news / "pilots.txt").unlink()
    ingest([str(news / "bridge.txt")], settings)
    assert rows(settings.warehouse, "select count(*) from documents") == [(2,)]


def test_an_empty_and_a_long_file_are_rejected(news: Path, settings: Settings) -> None:
    """Each gives a reason and a way out, and costs the others nothing."""
    (news / "empty.txt").write_text("")
    (news / "long.txt").write_text("word " * 2000)
    run = ingest([str(news)], settings.model_copy(update={"max_document_bytes": 5000}))
    assert (run.new, run.rejected) == (2, 2)
    found = rows(settings.warehouse, "select source_path, error_type from rejects order by 1")
    assert found == [("empty.txt", "empty"), ("long.txt", "too_large")]


def test_a_refused_link_is_told_once(news: Path, settings: Settings) -> None:
    """What is refused for good does not make every run a new one."""
    (news / "link.txt").symlink_to("/etc/hostname")
    ingest([str(news)], settings)
    assert ingest([str(news)], settings).status == "unchanged"
    assert rows(settings.warehouse, "select error_type, attempts from rejects") == [("link_out", 1)]


def test_the_build_comes_back_from_the_lake(news: Path, settings: Settings) -> None:
    """The build can be deleted: the lake alone brings back every row."""
    ingest([str(news)], settings)
    (news / "pilots.txt").unlink()
    ingest([str(news)], settings)
    before = contents(settings.warehouse)
    settings.build.unlink()
    assert ingest([str(news)], settings).words == 0
    assert contents(settings.warehouse) == before


def test_a_lost_warehouse_is_published_again(news: Path, settings: Settings) -> None:
    """A run that finds the published file gone puts it back without analysing anything."""
    ingest([str(news)], settings)
    settings.warehouse.unlink()
    run = ingest([str(news)], settings)
    assert (run.status, run.words) == ("published", 0)
    assert settings.warehouse.exists()
