"""The tables say what the lake says, however it got there."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.contents import column, contents
from tests.warehouse.reports import COLLECTION, NOON, Report, batch, reject, sources
from warehouse import load, stored
from warehouse.build import Build
from warehouse.lake import Batch, Lake, LakeError, SourceGone, SourceSeen

A, B, C = Report("a.txt"), Report("b.txt", words="the tide turns"), Report("c.txt", "Uwe Holm")


def test_rows_of_every_table_arrive(lake: Lake, build: Build) -> None:
    """A batch's rows are in the tables after one load."""
    lake.write(batch([A, B]))
    assert build.load(lake) == 1
    assert column(build, "select text from quotes order by text") == [A.words, B.words]
    assert column(build, "select count(*) from mentions") == [4]


def test_a_second_load_does_nothing(lake: Lake, build: Build) -> None:
    """What is loaded is not loaded again."""
    lake.write(batch([A]))
    build.load(lake)
    before = contents(build)
    assert build.load(lake) == 0
    assert contents(build) == before


def test_an_edit_replaces_all_rows(lake: Lake, build: Build) -> None:
    """An edited document is a new version; nothing of the old one stays in the tables."""
    lake.write(batch([A], 1))
    lake.write(batch([replace(A, words="no ferry sails today")], 2))
    build.load(lake)
    assert column(build, "select text from quotes") == ["no ferry sails today"]
    assert column(build, "select version from documents") == [2]
    assert build.con.execute(
        "select version, is_current, is_removed, run_id from document_versions order by version"
    ).fetchall() == [(1, False, False, "r1"), (2, True, False, "r2")]


def test_new_analysis_of_the_same_text_is_no_new_version(lake: Lake, build: Build) -> None:
    """Another model makes other rows, not another version."""
    lake.write(batch([A], 1))
    lake.write(batch([replace(A, fingerprint="f2")], 2))
    build.load(lake)
    assert column(build, "select fingerprint from documents") == ["f2"]
    assert column(build, "select version from document_versions") == [1]


def test_a_removed_document_leaves_a_tombstone(lake: Lake, build: Build) -> None:
    """A removed document has no rows any more, and a last version that says so."""
    lake.write(batch([A, B], 1))
    lake.write(batch([], 2, removed=[A.document_id]))
    build.load(lake)
    assert column(build, "select source_path from documents") == ["b.txt"]
    assert column(build, "select distinct document_id from mentions") == [B.document_id]
    assert build.con.execute(
        "select version, is_current, content_hash, run_id from document_versions where is_removed"
    ).fetchall() == [(2, False, None, "r2")]


def test_a_document_that_comes_back_counts_on(lake: Lake, build: Build) -> None:
    """After a tombstone the same text is a new version."""
    lake.write(batch([A], 1))
    lake.write(batch([], 2, removed=[A.document_id]))
    lake.write(batch([A], 3))
    build.load(lake)
    assert column(build, "select version from documents") == [3]
    assert column(build, "select version from document_versions where is_current") == [3]


def test_a_source_that_is_gone_takes_its_documents_along(lake: Lake, build: Build) -> None:
    """Naming the source is enough: its documents are removed and it is forgotten."""
    lake.write(batch([A, B], 1))
    lake.write(batch([], 2, gone=[SourceGone(COLLECTION, "a.txt")]))
    build.load(lake)
    assert column(build, "select source_path from documents") == ["b.txt"]
    assert list(build.known(COLLECTION)) == ["b.txt"]


def test_a_source_whose_documents_are_all_removed_is_forgotten(lake: Lake, build: Build) -> None:
    """Nothing is known of a file after its last document was removed."""
    lake.write(batch([A, B], 1))
    lake.write(batch([], 2, removed=[A.document_id]))
    build.load(lake)
    assert list(build.known(COLLECTION)) == ["b.txt"]


def test_a_member_that_vanished_is_removed(lake: Lake, build: Build) -> None:
    """A document that its source no longer holds, read to the end, leaves a tombstone."""
    kept, lost = Report("box.zip", member="1.txt"), Report("box.zip", member="2.txt")
    lake.write(batch([kept, lost], 1))
    lake.write(batch([], 2, sources=sources([kept])))
    build.load(lake)
    assert column(build, "select source_path from documents") == ["box.zip!1.txt"]
    assert column(build, "select source_path from document_versions where is_removed") == [
        "box.zip!2.txt"
    ]


def part(report: Report, offset: int, content: str) -> SourceSeen:
    """Say that one of two parts of a file was read, and held one document."""
    held = [report.document_id]
    return SourceSeen(COLLECTION, report.path, 9, 1, content, offset, 2, held)


def test_nothing_vanishes_from_a_file_half_read(lake: Lake, build: Build) -> None:
    """Documents of a part that is still to be read stay until it is."""
    one, two = Report("many.jsonl", member="1"), Report("many.jsonl", member="2")
    other = replace(two, member="3")
    lake.write(batch([one], 1, "a", sources=[part(one, 0, "old")]))
    lake.write(batch([two], 1, "b", sources=[part(two, 50, "old")]))
    lake.write(batch([], 2, "a", sources=[part(one, 0, "new")]))
    build.load(lake)
    assert not build.known(COLLECTION)["many.jsonl"].is_complete
    assert column(build, "select count(*) from documents") == [2]
    lake.write(batch([other], 2, "b", sources=[part(other, 60, "new")]))
    build.load(lake)
    assert build.known(COLLECTION)["many.jsonl"].is_complete
    assert column(build, "select source_path from documents order by 1") == [
        "many.jsonl!1", "many.jsonl!3",
    ]  # fmt: skip


def test_what_is_known_tells_what_is_new(lake: Lake, build: Build) -> None:
    """Planning sees of each file its size, time, content, parts, fingerprint and documents."""
    lake.write(batch([A]))
    build.load(lake)
    known = build.known(COLLECTION)["a.txt"]
    seen = sources([A])[0]
    assert (known.size, known.mtime_ns, known.content_hash) == (1, 1, seen.content_hash)
    assert (known.is_complete, known.fingerprint) == (True, "f1")
    (document,) = known.documents
    assert (document.document_id, document.version) == (A.document_id, 1)
    assert document.fingerprint == "f1"
    assert build.known("elsewhere") == {}


def test_a_touched_file_is_known_by_its_new_time(lake: Lake, build: Build) -> None:
    """The same content at another time changes what is known, and no row."""
    lake.write(batch([A], 1))
    build.load(lake)
    before = contents(build)
    lake.write(batch([], 2, sources=[replace(sources([A])[0], mtime_ns=7)]))
    build.load(lake)
    assert build.known(COLLECTION)["a.txt"].mtime_ns == 7
    assert contents(build) == before


def test_a_reject_that_occurs_again_is_counted(lake: Lake, build: Build) -> None:
    """The same failure is one reject, with its attempts and its first and last time."""
    later = NOON + timedelta(hours=1)
    lake.write(batch([], 1, rejects=[reject("x.bin")]))
    lake.write(batch([], 2, rejects=[reject("x.bin", at=later)]))
    build.load(lake)
    assert build.con.execute(
        "select attempts, first_seen_at = $noon, last_seen_at = $later, is_resolved from rejects",
        {"noon": NOON, "later": later},
    ).fetchall() == [(2, True, True, False)]


def bare(path: str) -> SourceSeen:
    """Say that a file was read and held no document."""
    return SourceSeen(COLLECTION, path, 1, 1, "bytes")


@pytest.mark.parametrize(
    "later",
    [
        batch([Report("x.bin")], 2),
        batch([Report("x.bin")], 2, sources=[]),
        batch([], 2, sources=[bare("x.bin")]),
        batch([], 2, gone=[SourceGone(COLLECTION, "x.bin")]),
    ],
    ids=["read", "analysed", "read without failing", "gone"],
)
def test_a_reject_is_resolved(lake: Lake, build: Build, later: Batch) -> None:
    """A reject is resolved once its source is read without it, or is gone."""
    lake.write(batch([], 1, rejects=[reject("x.bin")], sources=[bare("x.bin")]))
    lake.write(later)
    build.load(lake)
    assert column(build, "select is_resolved from rejects") == [True]


def test_a_resolved_reject_can_return(lake: Lake, build: Build) -> None:
    """A file that fails again after it was read is no longer resolved."""
    lake.write(batch([], 1, rejects=[reject("x.bin")], sources=[bare("x.bin")]))
    lake.write(batch([Report("x.bin")], 2))
    lake.write(batch([], 3, rejects=[reject("x.bin")], sources=[bare("x.bin")]))
    build.load(lake)
    assert build.con.execute("select attempts, is_resolved from rejects").fetchall() == [(2, False)]


def test_a_missing_file_names_itself_and_loads_nothing(lake: Lake, build: Build) -> None:
    """A manifest whose rows are gone stops the load with a sentence; no row of it is seen."""
    manifest = lake.write(batch([A]))
    lake.parquet("quotes", manifest.stem).unlink()
    with pytest.raises(LakeError, match=r"quotes.*is missing"):
        build.load(lake)
    assert column(build, "select count(*) from documents") == [0]


def test_columns_of_another_type_are_said(lake: Lake, build: Build) -> None:
    """Rows that hold something else under the name of a column end in a sentence."""
    path = lake.parquet("mentions", lake.write(batch([A])).stem)
    table = pq.read_table(path)
    at = table.schema.get_field_index("confidence")
    pq.write_table(table.set_column(at, "confidence", pa.array([["high"]] * len(table))), path)
    with pytest.raises(LakeError, match=r"other types than this version.*read anew"):
        build.load(lake)
    assert column(build, "select count(*) from documents") == [0]


@pytest.mark.parametrize(
    ("table", "name", "value"),
    [
        ("chunks", "heading", None),
        ("documents", "recipients", []),
        ("documents", "is_analysed", False),
        ("documents", "reader", ""),
        ("mentions", "confidence", 0.0),
        ("mentions", "sentence_index", 0),
        ("rejects", "first_seen_at", datetime(1970, 1, 1, tzinfo=UTC)),
    ],
)
def test_rows_may_be_older_than_a_column(
    lake: Lake, build: Build, table: str, name: str, value: object
) -> None:
    """Rows from before a column was thought of have null there, nothing, or none of a list."""
    lake.write(batch([B], 2, rejects=[reject("y.bin")]))
    path = lake.parquet(table, lake.write(batch([A], rejects=[reject("x.bin")])).stem)
    pq.write_table(pq.read_table(path).drop_columns(name), path)
    build.load(lake)
    rows = build.con.sql(f"from {table}").to_arrow_table().to_pylist()
    made = "a.txt", A.document_id, "x.bin"
    old = [one for one in rows if one.get("source_path", one.get("document_id")) in made]
    assert old
    assert {str(one[name]) for one in old} == {str(value)}
    assert len(rows) > len(old)


def test_a_document_older_than_a_column_can_be_analysed_anew(lake: Lake) -> None:
    """What is given back for analysis has every column, whenever it was written."""
    stem = lake.write(batch([A])).stem
    path = lake.parquet("documents", stem)
    pq.write_table(pq.read_table(path).drop_columns(["recipients", "title"]), path)
    (found,) = stored.documents(lake, [(stem, A.document_id)])
    assert (found.recipients, found.title, found.text) == ((), None, A.text)


def test_rows_may_be_younger_than_the_program(lake: Lake, build: Build) -> None:
    """A column that is not known (any more) is left out."""
    path = lake.parquet("quotes", lake.write(batch([A])).stem)
    table = pq.read_table(path)
    pq.write_table(table.append_column("tone", pa.array(["calm"] * len(table))), path)
    build.load(lake)
    assert column(build, "select text from quotes") == [A.words]


def test_a_batch_may_be_older_than_a_table(lake: Lake, build: Build) -> None:
    """A batch from before a table was thought of has no rows of it."""
    stem = lake.write(batch([A])).stem
    manifest = lake.root / "manifests" / f"{stem}.json"
    content = json.loads(manifest.read_text(encoding="utf-8"))
    del content["rows"]["roles"]
    manifest.write_text(json.dumps(content), encoding="utf-8")
    lake.parquet("roles", stem).unlink()
    build.load(lake)
    assert column(build, "select count(*) from roles") == [0]
    assert column(build, "select text from quotes") == [A.words]


def test_a_failed_step_leaves_nothing_behind(lake: Lake, build: Build) -> None:
    """An error in the middle of a step takes the whole step back."""
    manifest = lake.write(batch([A]))
    lake.parquet("quote_spans", manifest.stem).write_bytes(b"PAR1 not really PAR1")
    with pytest.raises(duckdb.Error):
        build.load(lake)
    assert column(build, "select count(*) from documents") == [0]
    lake.write(batch([A]))
    assert build.load(lake) == 1


def test_steps_are_cut_where_something_changes_twice(lake: Lake) -> None:
    """A step holds many batches, but no document twice."""
    for n in range(3):
        lake.write(batch([Report(f"{n}.txt")], 1, f"b{n}"))
    lake.write(batch([Report("0.txt", words="other")], 2, "b0"))
    found = [[m.stem for m in step] for step in load.steps(iter(lake.manifests()))]
    assert found == [["000001-b0", "000001-b1", "000001-b2"], ["000002-b0"]]


PATHS = st.sampled_from(["a.txt", "b.txt", "c.txt", "box.zip"])
EVENTS = st.one_of(
    st.tuples(st.just("write"), PATHS, st.sampled_from(["yes", "no", "perhaps"])),
    st.tuples(st.just("reject"), PATHS, st.just("")),
    st.tuples(st.just("gone"), PATHS, st.just("")),
)
HISTORIES = st.lists(st.lists(EVENTS, max_size=4, unique_by=lambda e: e[1]), max_size=4)


def one_batch(events: list[tuple[str, str, str]], generation: int, name: str) -> Batch:
    """Turn what happened to some files into a batch."""
    writes = [Report(path, words=words) for what, path, words in events if what == "write"]
    failed = [path for what, path, _ in events if what == "reject"]
    gone = [SourceGone(COLLECTION, path) for what, path, _ in events if what == "gone"]
    seen = [*sources(writes), *(bare(path) for path in failed)]
    rejects = [reject(path) for path in failed]
    return batch(writes, generation, name, rejects=rejects, sources=seen, gone=gone)


@settings(max_examples=5)
@given(HISTORIES, st.data())
def test_batching_and_order_of_loading_do_not_matter(history, data) -> None:
    """The same history gives the same tables, however it was batched and loaded.

    In one batch a generation or one a file; loaded at once or one generation at a time.
    """
    with tempfile.TemporaryDirectory() as folder:
        coarse, fine = Lake(Path(folder) / "coarse"), Lake(Path(folder) / "fine")
        with (
            Build(Path(folder) / "at_once.duckdb") as at_once,
            Build(Path(folder) / "stepwise.duckdb") as stepwise,
        ):
            for generation, events in enumerate(history, 1):
                coarse.write(one_batch(events, generation, "all"))
                for event in data.draw(st.permutations(events)):
                    fine.write(one_batch([event], generation, event[1].replace(".", "-")))
                stepwise.load(fine)
                if data.draw(st.booleans()):
                    stepwise.resolve()
            at_once.load(coarse)
            at_once.resolve()
            stepwise.resolve()
            assert contents(at_once) == contents(stepwise)
            assert at_once.known(COLLECTION) == stepwise.known(COLLECTION)
            assert [c for c in stepwise.check("r") if not c.is_passed] == []
