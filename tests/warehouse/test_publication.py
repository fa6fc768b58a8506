"""A published file says what it shows, and is believed only as long as it is as it was written."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.reports import Report, batch
from tests.warehouse.test_build import python
from transforms.tables import TABLES
from warehouse import publication
from warehouse.build import Build
from warehouse.known_names import EMPTY
from warehouse.lake import Lake
from warehouse.overrides import Log
from warehouse.publication import State, is_shown, wanted
from warehouse.publish import publish
from warehouse.query import Warehouse
from warehouse.reader import OtherVersion, Unreadable, twin


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Name the file to publish."""
    return tmp_path / "onrecord.duckdb"


@pytest.fixture
def state(build: Build, lake: Lake, target: Path) -> State:
    """Publish one document; give the state that the file then shows."""
    lake.write(batch([Report()]))
    build.load(lake)
    build.resolve()
    build.index()
    publish(build, target)
    found = wanted(build.con, Log(), EMPTY)
    assert is_shown(target, found)
    return found


def truncated(path: Path) -> None:
    """Cut a file in half."""
    os.truncate(path, path.stat().st_size // 2)


def garbled(path: Path) -> None:
    """Write something else into a file."""
    path.write_bytes(os.urandom(path.stat().st_size))


def holed(path: Path) -> None:
    """Overwrite a page in the middle, where opening the file looks at nothing."""
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(os.urandom(4096))


def written_to(path: Path) -> None:
    """Add a table, as a client may."""
    with duckdb.connect(str(path)) as con:
        con.execute("create table mine as select 1")


def left_with_a_journal(path: Path) -> None:
    """Write to it and die: the change stands in a journal beside it."""
    code = (
        "import duckdb, os, sys; con = duckdb.connect(sys.argv[1]);"
        "con.execute('create table mine as select 1'); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert path.with_name(f"{path.name}.wal").exists()


DAMAGE = (truncated, garbled, holed, written_to, left_with_a_journal, Path.unlink)


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda one: one.__name__)
@pytest.mark.parametrize("which", [lambda path: path, twin], ids=["people's", "served"])
def test_a_file_that_was_touched_is_published_anew(
    build: Build,
    state: State,
    target: Path,
    damage: Callable[[Path], None],
    which: Callable[[Path], Path],
) -> None:
    """Cut, garbled, holed, written to or gone, either file shows nothing until it is made again."""
    damage(which(target))
    assert not is_shown(target, state)
    publish(build, target)
    assert is_shown(target, state)
    assert Warehouse(target).rows("select count(*) from quotes").rows == [(1,)]
    with duckdb.connect(str(target)) as con:
        assert con.execute("from duckdb_tables() where table_name = 'mine'").fetchall() == []


def test_other_batches_corrections_names_and_definitions_are_another_state(
    build: Build, lake: Lake, state: State, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of the four alone makes the file out of date."""
    assert not is_shown(target, wanted(build.con, Log((), "digest"), EMPTY))
    monkeypatch.setattr(publication, "definitions", lambda: "another version's")
    assert not is_shown(target, wanted(build.con, Log(), EMPTY))
    monkeypatch.undo()
    lake.write(batch([Report("other.txt")], generation=2))
    build.load(lake)
    assert not is_shown(target, wanted(build.con, Log(), EMPTY))


HOLD = """
    import duckdb, sys
    con = duckdb.connect(sys.argv[1])
    print("open", flush=True)
    sys.stdin.readline()
"""


def test_a_client_that_locks_the_file_hurts_nobody(
    build: Build, state: State, target: Path
) -> None:
    """While a client holds it for writing, questions are answered and another is swapped in."""
    with python(HOLD, target) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        asked = Warehouse(target)
        assert asked.rows("select count(*) from quotes").rows == [(1,)]
        assert is_shown(target, state)
        build.con.execute("update documents set title = 'Anew'")
        publish(build, target)
        assert asked.rows("select title from documents").rows == [("Anew",)]
        holder.kill()
    with duckdb.connect(str(target)) as con:
        assert con.execute("select title from documents").fetchall() == [("Anew",)]


def test_a_file_without_its_twin_is_read_itself(state: State, target: Path) -> None:
    """The published file may be taken elsewhere alone."""
    twin(target).unlink()
    assert Warehouse(target).rows("select count(*) from quotes").rows == [(1,)]


def test_a_damaged_twin_is_passed_over(state: State, target: Path) -> None:
    """Questions are answered from the other file."""
    garbled(twin(target))
    assert Warehouse(target).rows("select count(*) from quotes").rows == [(1,)]


def test_damage_is_told_with_the_way_out(state: State, target: Path) -> None:
    """Wherever a hole is, all can be read, or a sentence says that the file is damaged."""
    whole, told = target.read_bytes(), 0
    twin(target).unlink()
    for place in range(0, len(whole), 100_000):
        target.write_bytes(whole)
        with target.open("r+b") as file:
            file.seek(place)
            file.write(bytes(5_000))
        asked = Warehouse(target)
        try:
            for table in TABLES:
                asked.rows(f"from {table}")
        except Unreadable as error:
            told += "`onrecord run` makes it anew; nothing is lost" in str(error)
        asked.close()
    assert told


def test_another_version_is_told(state: State, target: Path) -> None:
    """What an older version published lacks tables; the sentence says what to do."""
    for path in (twin(target), target):
        with duckdb.connect(str(path)) as con:
            con.execute("drop table internal.publication")
            con.execute("drop table rejects")
    with pytest.raises(OtherVersion, match="`onrecord run` publishes it anew"):
        Warehouse(target).rejects()
