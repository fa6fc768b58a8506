"""A data folder that is looked over says what is wrong with it, and what to do."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from tests.onrecord.dashboard_archive import published
from tests.onrecord.dashboard_articles import ARTICLES
from warehouse import health
from warehouse.build import Build
from warehouse.findings import Finding, Mark

GONE, NOBODY = 999_999_999, 65534
HOLD = "import duckdb, sys; con = duckdb.connect(sys.argv[1]); print(flush=True); sys.stdin.read()"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish an archive; give its folder."""
    folder = tmp_path_factory.mktemp("health") / "data"
    published(folder, ARTICLES)
    return folder


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    """Give a copy of a sound data folder."""
    shutil.copytree(made, tmp_path / "data")
    (tmp_path / "data").chmod(0o700)
    return tmp_path / "data"


def seen(data: Path) -> dict[str, Finding]:
    """Look a folder over; give what is not as it should be, by subject."""
    return {one.subject: one for one in health.findings(data) if one.mark is not Mark.ok}


def only(data: Path, subject: str, mark: str, words: str) -> None:
    """Require that one thing alone is amiss, with these words and a way out."""
    found = seen(data)
    assert list(found) == [subject]
    assert found[subject].mark == mark
    assert words in found[subject].told
    assert found[subject].remedy


def test_a_sound_folder_is_fine(data: Path) -> None:
    """Of a sound folder every line is ok, and nothing in it changes."""
    before = {path: path.stat().st_mtime_ns for path in data.rglob("*")}
    assert seen(data) == {}
    assert len(list(health.findings(data))) == 8
    assert before == {path: path.stat().st_mtime_ns for path in data.rglob("*")}


def test_a_folder_that_is_missing_is_told(tmp_path: Path) -> None:
    """Before the first run there is no folder, and the way to one is told; a file is none."""
    only(tmp_path / "data", "data folder", "look", "is not there yet")
    (tmp_path / "data").touch()
    only(tmp_path / "data", "data folder", "wrong", "is no folder")


def test_an_open_folder_is_told(data: Path) -> None:
    """A folder that others on the machine may read is theirs to read: somebody may not want it."""
    data.chmod(0o750)
    only(data, "permissions", "look", "other people on this machine may look into")


def test_a_folder_that_cannot_be_written_is_told(data: Path) -> None:
    """Without the right to write no run can do anything."""
    data.chmod(0o555)
    try:
        with _as_somebody_else():
            found = next(health.access(data))
    finally:
        data.chmod(0o700)
    assert found.mark is Mark.wrong
    assert "cannot be written (mode 0555)" in found.told
    assert "chmod u+rwx" in found.remedy


@contextmanager
def _as_somebody_else() -> Iterator[None]:
    """Ask as a user who has no rights of root, if the tests have them."""
    is_root = os.getuid() == 0
    if is_root:
        os.setresuid(NOBODY, 0, 0)  # what may be done is asked for the real user
    try:
        yield
    finally:
        if is_root:
            os.setresuid(0, 0, 0)


@pytest.mark.parametrize(("share", "mark"), [(0.9, "wrong"), (0.4, "look")])
def test_a_full_disk_is_told(tmp_path: Path, share: float, mark: str) -> None:
    """A build that the disk could not hold twice more cannot be published."""
    with (tmp_path / "build.duckdb").open("wb") as file:
        file.truncate(int(shutil.disk_usage(tmp_path).free * share))  # sparse: it takes no room
    found = next(health.room(tmp_path))
    assert found.mark == mark
    assert "make room" in found.remedy


def test_a_run_under_way_is_left_alone(data: Path) -> None:
    """While a run owns the build that is said, and the build is not opened."""
    with Build(data / "build.duckdb"):
        found = {one.subject: one for one in health.findings(data)}
        assert f"a run is under way (process {os.getpid()})" in found["lock"].told
        assert "build.duckdb" not in found
    assert seen(data) == {}


def test_a_lock_of_a_dead_process_is_told(data: Path) -> None:
    """A lock that somebody holds who is not the process named in it is somebody's leftover."""
    with (data / "build.lock").open("w") as file:
        file.write(str(GONE))
        file.flush()
        fcntl.flock(file, fcntl.LOCK_EX)
        only(data, "lock", "look", f"not by process {GONE}")
    assert seen(data) == {}


@pytest.mark.parametrize("name", ["build.duckdb", "onrecord.duckdb", "served.duckdb"])
@pytest.mark.parametrize("content", [b"", b"no database", None])
def test_a_damaged_database_is_told(data: Path, name: str, content: bytes | None) -> None:
    """An empty, a foreign and a cut-off file are each told, with what makes it anew."""
    path = data / name
    whole = (data / "build.duckdb").read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if content is None else content)
    only(data, name, "wrong", "cannot be read")
    assert "onrecord run" in seen(data)[name].remedy


def test_a_database_of_something_else_is_told(data: Path) -> None:
    """A DuckDB file without the tables is no warehouse."""
    (data / "onrecord.duckdb").unlink()
    with duckdb.connect(str(data / "onrecord.duckdb")) as con:
        con.execute("create table t as select 1 as n")
    only(data, "onrecord.duckdb", "wrong", "documents does not exist")


def test_a_client_that_holds_the_file_is_told(data: Path) -> None:
    """A program that has opened the published file for writing is named as what it is."""
    command = [sys.executable, "-c", HOLD, str(data / "onrecord.duckdb")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as client:
        assert client.stdout
        client.stdout.readline()
        only(data, "onrecord.duckdb", "look", "holds it for writing")
        client.communicate()


def test_without_a_published_file_the_way_is_told(data: Path) -> None:
    """Before anything was published, the next run is the way."""
    (data / "onrecord.duckdb").unlink()
    only(data, "warehouse", "look", "is not there yet")


def test_a_missing_file_of_the_lake_is_told(data: Path) -> None:
    """A batch that lacks one of its files is named, with the way out."""
    path = next((data / "lake" / "quotes").glob("*.parquet"))
    path.unlink()
    only(data, f"lake, batch {path.stem}", "wrong", "quotes is missing")


def test_what_was_set_aside_is_told(data: Path) -> None:
    """Damaged batches in the quarantine are named until somebody deletes them."""
    (data / "lake" / "quarantine" / "000001-x").mkdir(parents=True)
    only(data, "lake/quarantine", "look", "set aside: 000001-x")


@pytest.mark.parametrize("content", ["", "{}", "[1]", "{"])
def test_a_damaged_manifest_is_told(data: Path, content: str) -> None:
    """A manifest that cannot be read is named."""
    path = next((data / "lake" / "manifests").glob("*.json"))
    path.write_text(content)
    only(data, f"lake, batch {path.stem}", "wrong", "its manifest cannot be read")


def test_a_file_among_the_manifests_is_told(data: Path) -> None:
    """What lies among the manifests and is none is named."""
    (data / "lake" / "manifests" / "7 copy.json").touch()
    only(data, "lake, batch 7 copy", "wrong", "cannot be read")


def test_leftovers_are_told(data: Path) -> None:
    """Half-written files of the dead are told; those of the living are theirs."""
    (data / f".onrecord.duckdb.{GONE}.part").write_bytes(bytes(2_000_000))
    (data / "lake" / "quotes" / f".x.parquet.{GONE}.part").touch()
    (data / f".onrecord.duckdb.{os.getpid()}.part").touch()
    only(data, "leftovers", "look", f".onrecord.duckdb.{GONE}.part, .x.parquet.{GONE}.part (2 MB)")
