"""`onrecord sql` stays within its limits and says which of them a statement met."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.onrecord.dashboard_archive import published
from tests.onrecord.dashboard_articles import BUDGET
from warehouse.limits import TooMuch
from warehouse.query import Warehouse

ENDLESS = "select count(*) from range(1000000000000)"
DEAF = "select levenshtein(repeat('a', 300000), repeat('b', 300000))"
"""One call of one function, which goes on for minutes and looks up at nothing."""
WIDE = "select list(range) from range(1000000000)"
LONG = "select length(repeat('a', 3000000000))"
"""Memory that DuckDB does not count."""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish one article; give the data folder."""
    folder = tmp_path_factory.mktemp("sql")
    published(folder, [BUDGET])
    return folder


def ask(
    data: Path, *words: str, cwd: Path | None = None, **settings: str
) -> subprocess.CompletedProcess[str]:
    """Ask in SQL as a person would."""
    return subprocess.run(
        [sys.executable, "-m", "onrecord", "sql", *words, "--data", str(data)],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])} | settings,
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )


def test_rows_are_bounded_and_it_is_said(data: Path) -> None:
    """More rows than asked for are cut off, the output stays valid, and the way to all is told."""
    done = ask(data, "select range as n from range(25)", "--rows", "10", "--json")
    assert json.loads(done.stdout) == [{"n": number} for number in range(10)]
    assert done.returncode == 0
    assert done.stderr == "There are more than these 10 rows: --rows 0 gives all of them.\n"
    done = ask(data, "select range as n from range(25)", "--csv", ONRECORD_SQL_ROWS="3")
    assert [row["n"] for row in csv.DictReader(io.StringIO(done.stdout))] == ["0", "1", "2"]
    assert "these 3 rows" in done.stderr


@pytest.mark.parametrize(
    ("words", "rows"), [((), 10_000), (("--rows", "0"), 10_001), (("--rows", "10001"), 10_001)]
)
def test_ten_thousand_rows_are_shown_by_default(
    data: Path, words: tuple[str, ...], rows: int
) -> None:
    """One more than ten thousand needs to be asked for; where nothing is cut off, none is told."""
    done = ask(data, "select range from range(10001)", "--json", *words)
    assert len(json.loads(done.stdout)) == rows
    assert bool(done.stderr) == (rows == 10_000)


@pytest.mark.parametrize("statement", [ENDLESS, DEAF])
def test_time_is_bounded(data: Path, statement: str) -> None:
    """A statement that takes too long ends in a sentence, even one that heeds no interrupt."""
    done = ask(data, statement, "--seconds", "0.5")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "stopped after 0.5 seconds, the limit sql_seconds" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("statement", [WIDE, LONG])
def test_memory_is_bounded(data: Path, tmp_path: Path, statement: str) -> None:
    """A statement that needs too much memory ends in a sentence, and leaves no file there."""
    done = ask(data, statement, cwd=tmp_path, ONRECORD_SQL_MEMORY_BYTES="300000000")
    assert done.returncode == 1
    assert "300,000,000 bytes of the limit sql_memory_bytes" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_python_is_bounded_too(data: Path) -> None:
    """Whoever opens the warehouse in Python may bound a question, and goes on afterwards."""
    opened = Warehouse(data / "onrecord.duckdb", memory=100_000_000)
    with pytest.raises(TooMuch, match="sql_seconds"):
        opened.rows(ENDLESS, seconds=0.2)
    with pytest.raises(TooMuch, match="sql_memory_bytes"):
        opened.rows(WIDE)
    assert opened.rows("select count(*) from documents", seconds=60).rows == [(1,)]
    opened.close()


@pytest.mark.parametrize(
    ("statement", "rows"),
    [
        ("", []),
        ("/* nothing */", []),
        ("select 1 as n; select 2 as n;", [{"n": 2}]),
        ("create temp table mine as select 3 as n; from mine", [{"n": 3}]),
    ],
)
def test_the_last_statement_answers(data: Path, statement: str, rows: list[object]) -> None:
    """Of several statements the last is shown; none at all finds nothing."""
    done = ask(data, statement, "--json")
    assert json.loads(done.stdout) == rows
    assert done.returncode == 0


@pytest.mark.parametrize(
    "statement",
    [
        "select 1; copy quotes to 'stolen.csv'",
        "select 1; attach 'other.duckdb'",
        "set memory_limit = '9GB'",
        "set temp_directory = '/tmp'",
        "set threads = 64",
        "pragma memory_limit = '9GB'",
        "export database 'stolen'",
        "use memory; detach onrecord; attach 'other.duckdb'",
    ],
)
def test_limits_cannot_be_talked_away(data: Path, tmp_path: Path, statement: str) -> None:
    """No statement, and no second one behind it, changes a limit or writes a file."""
    done = ask(data, statement, cwd=tmp_path)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []
