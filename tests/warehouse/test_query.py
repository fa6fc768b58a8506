"""People ask the published file; nothing they type can write, reach out or break out."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from tests.warehouse.reports import NOON, Report, batch, reject
from tests.warehouse.test_build import RUN
from transforms.tables import TABLES
from warehouse.build import Build
from warehouse.lake import Lake
from warehouse.publish import publish
from warehouse.query import UnknownDocument, Warehouse
from warehouse.reader import NoWarehouse

FERRY = Report("news/ferry.txt")
TIDE = Report("news/tide.txt", "Uwe Hölm", "the tide turns", published_at=NOON + timedelta(days=1))
COPY = Report("wire/ferry.txt", published_at=NOON + timedelta(hours=1))


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """Publish three reports and a reject, and open them."""
    folder = tmp_path_factory.mktemp("query")
    lake = Lake(folder / "lake")
    lake.write(batch([FERRY, TIDE, COPY], rejects=[reject("x.bin")]))
    with Build(folder / "build.duckdb") as build:
        build.start_run(RUN)
        build.load(lake)
        build.resolve()
        build.index()
        publish(build, folder / "onrecord.duckdb", replace(RUN, status="published"))
    opened = Warehouse(folder / "onrecord.duckdb")
    yield opened
    opened.close()


def texts(answer) -> list[str]:
    """Give what was said."""
    return [row["text"] for row in answer.dicts()]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["the tide turns", "the ferry sails"]),
        ({"copies": True}, ["the tide turns", "the ferry sails", "the ferry sails"]),
        ({"limit": 1}, ["the tide turns"]),
        ({"limit": None}, ["the tide turns", "the ferry sails"]),
        ({"speaker": "holm"}, ["the tide turns"]),
        ({"speaker": "FALK"}, ["the ferry sails"]),
        ({"speaker": "nobody"}, []),
        ({"speaker": "' or 1=1 --"}, []),
        ({"about": "brandt"}, []),  # he is told, not spoken of
        ({"about": "falk"}, []),
        ({"since": "2026-03-15"}, ["the tide turns"]),
        ({"until": NOON.date()}, ["the ferry sails"]),
        ({"quote_type": "indirect"}, []),
        ({"document": "ferry.txt"}, ["the ferry sails"]),
        ({"document": "news/tide.txt"}, ["the tide turns"]),
        ({"text": "TIDE"}, ["the tide turns"]),
    ],
)
def test_quotes_are_found(warehouse: Warehouse, asked, expected) -> None:
    """Each condition keeps the quotes that meet it, newest first, copies only on request."""
    assert texts(warehouse.quotes(**asked)) == expected


@pytest.mark.parametrize(
    "key", [FERRY.document_id, FERRY.document_id[:9], "news/ferry.txt", "news/f", "s/ferry.txt"]
)
def test_a_document_goes_by_many_names(warehouse: Warehouse, key: str) -> None:
    """Id, path, or the only beginning or end: each finds the document."""
    assert warehouse.document(key)["text"] == FERRY.text


def test_a_name_of_two_documents_is_refused(warehouse: Warehouse) -> None:
    """An end that two paths share is answered with both."""
    with pytest.raises(UnknownDocument, match=r"news/ferry\.txt, wire/ferry\.txt"):
        warehouse.document("ferry.txt")


def test_a_name_of_no_document_is_refused(warehouse: Warehouse) -> None:
    """A name that nothing has is named in the answer."""
    with pytest.raises(UnknownDocument, match="No document is called 'moon'"):
        warehouse.document("moon")


def test_a_document_can_be_shown_with_its_marks(warehouse: Warehouse) -> None:
    """Quotes, pieces and mentions of a document lie where they say."""
    key = FERRY.document_id
    marks = [*warehouse.document_spans(key).dicts(), *warehouse.document_mentions(key).dicts()]
    assert len(marks) == 4
    assert all(FERRY.text[m["start_char"] : m["end_char"]] == m["text"] for m in marks)
    assert texts(warehouse.document_quotes(key)) == [FERRY.words]
    assert [row["version"] for row in warehouse.document_versions(key).dicts()] == [1]


def test_status_counts_and_tells_the_last_run(warehouse: Warehouse) -> None:
    """Status counts what is there and says how the last run ended."""
    status = warehouse.status()
    assert (status["documents"], status["copies"], status["rejects"]) == (3, 1, 1)
    assert (status["run_id"], status["run_status"]) == ("r1", "published")


def test_rejects_come_with_reason_and_remedy(warehouse: Warehouse) -> None:
    """A reject says what was wrong and what to do."""
    (row,) = warehouse.rejects().dicts()
    assert (row["source_path"], row["reason"], row["remedy"]) == (
        "x.bin", "x.bin is no text.", "Convert it.",
    )  # fmt: skip


def test_speakers_count_copies_once(warehouse: Warehouse) -> None:
    """A speaker whose quote was copied said it once."""
    found = {row["speaker"]: row["quotes"] for row in warehouse.speakers().dicts()}
    assert found == {"Ines Falk": 1, "Uwe Hölm": 1}


def test_search_ranks(warehouse: Warehouse) -> None:
    """Search finds quotes and chunks, copies only on request."""
    assert texts(warehouse.search("ferry")) == ["the ferry sails"]
    assert len(warehouse.search("ferry", copies=True).rows) == 2
    assert len(warehouse.search("ferry", "chunks").rows) == 1


def test_runs_and_checks_are_listed(warehouse: Warehouse) -> None:
    """The runs and the checks of the last one can be seen."""
    assert [row["run_id"] for row in warehouse.runs().dicts()] == ["r1"]
    assert all(row["is_passed"] for row in warehouse.checks().dicts())
    assert warehouse.checks().rows


def test_cooccurrence_counts_documents_and_sentences(warehouse: Warehouse) -> None:
    """Two people in one sentence are a pair once a document, copies aside."""
    answer = warehouse.rows("select documents, sentences from v_cooccurrence")
    assert answer.rows == [(1, 1), (1, 1)]


def test_quotes_by_day_add_up(warehouse: Warehouse) -> None:
    """Days in UTC hold the quotes published on them."""
    answer = warehouse.rows(
        "select day::varchar, sum(quotes) from v_quotes_by_day group by 1 order by 1"
    )
    assert answer.rows == [("2026-03-14", 1), ("2026-03-15", 1)]


def test_frames_are_for_people(warehouse: Warehouse) -> None:
    """A result can be had as a pandas frame."""
    frame = warehouse.frame("select text from quotes where text like $like", {"like": "%tide%"})
    assert list(frame["text"]) == ["the tide turns"]


@pytest.mark.parametrize(
    "statement",
    [
        "delete from quotes",
        "create table onrecord.main.mine (a int)",
        "copy quotes to 'stolen.csv'",
        "select * from read_csv('/etc/hostname')",
        "select * from glob('*')",
        "attach 'other.duckdb'",
        "install httpfs",
        "set enable_external_access = true",
        "reset lock_configuration",
    ],
)
def test_nothing_can_be_written_or_reached(warehouse: Warehouse, statement: str) -> None:
    """The reader refuses to write, to touch files and to change its settings."""
    with pytest.raises(duckdb.Error):
        warehouse.rows(statement)


def test_python_variables_are_no_tables(warehouse: Warehouse) -> None:
    """A statement cannot read the variables of the program around it."""
    secret = pq.ParquetFile  # noqa: F841
    with pytest.raises(duckdb.CatalogException):
        warehouse.rows("select * from secret")


def test_the_first_rows_are_enough(warehouse: Warehouse) -> None:
    """A cap is kept without reading on."""
    assert warehouse.rows("select range from range(1000000)", most=3).rows == [(0,), (1,), (2,)]


def test_no_file_is_a_sentence(tmp_path: Path) -> None:
    """Without a published file the answer says what to run."""
    with pytest.raises(NoWarehouse, match=r"No warehouse at .*: run `onrecord run` first\."):
        Warehouse(tmp_path / "onrecord.duckdb").status()


def test_asking_imports_nothing_heavy() -> None:
    """A query command pays neither for Arrow nor for pandas."""
    code = "import sys, warehouse.query; print({'pyarrow', 'pandas', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_exports_are_whole(warehouse: Warehouse, tmp_path: Path) -> None:
    """Every table of the contract is written, all rows of it."""
    paths = warehouse.export(tmp_path)
    assert [path.stem for path in paths] == list(TABLES)
    assert pq.read_table(tmp_path / "quotes.parquet").num_rows == 3


def test_views_can_be_exported_as_csv(warehouse: Warehouse, tmp_path: Path) -> None:
    """A view goes into a CSV file with a heading."""
    (path,) = warehouse.export(tmp_path / "new", "csv", ["v_speakers"])
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("speaker_id,speaker,")
    assert len(lines) == 3


def test_an_unknown_table_is_refused(warehouse: Warehouse, tmp_path: Path) -> None:
    """A name that is no table is answered with those there are."""
    with pytest.raises(LookupError, match=r"no table 'moon'.*v_quotes"):
        warehouse.export(tmp_path, tables=["moon"])
