"""Readers see the old file or the new one, whole, and only what passed its checks."""

from __future__ import annotations

import resource
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.reports import Report, batch
from tests.warehouse.test_build import RUN
from warehouse.aside import DiskError
from warehouse.build import Build
from warehouse.lake import Lake
from warehouse.publish import ChecksFailed, publish
from warehouse.query import Warehouse
from warehouse.reader import SERVED


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Name the file to publish."""
    return tmp_path / "served" / "onrecord.duckdb"


def test_the_file_holds_the_tables_and_its_own_run(build: Build, lake: Lake, target: Path) -> None:
    """The published file tells of the run that published it."""
    lake.write(batch([Report()]))
    build.load(lake)
    build.start_run(RUN)
    publish(build, target, replace(RUN, status="published"))
    status = Warehouse(target).status()
    assert (status["quotes"], status["run_status"], status["checks_failed"]) == (1, "published", 0)


def test_clients_of_duckdb_1_can_read_it(build: Build, target: Path) -> None:
    """The file is written in the storage version of DuckDB 1.2, which all later ones open."""
    publish(build, target)
    with duckdb.connect() as con:
        con.execute("attach $path as file (read_only)", {"path": str(target)})
        (tags,) = con.execute(
            "select tags from duckdb_databases() where database_name = 'file'"
        ).fetchall()[0]
    assert tags["storage_version"].startswith("v1.2.0")


def test_a_failed_check_keeps_the_last_good_file(build: Build, lake: Lake, target: Path) -> None:
    """Tables that contradict themselves are not published; the error names the checks."""
    publish(build, target)
    before = target.read_bytes()
    lake.write(batch([Report()]))
    build.load(lake)
    build.con.execute("update quotes set end_char = end_char + 1")
    with pytest.raises(ChecksFailed, match=r"every_quote_is_in_its_document \(1\)"):
        publish(build, target)
    assert target.read_bytes() == before


def test_a_warning_does_not_stop_it(build: Build, lake: Lake, target: Path) -> None:
    """An odd date is noted and published."""
    lake.write(batch([Report()]))
    build.load(lake)
    build.con.execute("update documents set published_at = '2400-01-01'")
    outcome = publish(build, target)
    assert [check.name for check in outcome if not check.is_passed] == ["dates_are_plausible"]
    assert target.exists()


def test_a_full_disk_keeps_the_last_good_file(build: Build, target: Path) -> None:
    """When the disk refuses, the served file stays, nothing half-written does, and it is said."""
    publish(build, target)
    before = target.read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) // 2, limits[1]))
    try:
        with pytest.raises(DiskError, match=r"\.duckdb.* MB free"):
            publish(build, target)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert {path.name for path in target.parent.iterdir()} == {target.name, SERVED}
    assert target.read_bytes() == before


def test_a_target_that_cannot_be_replaced_is_said(build: Build, target: Path) -> None:
    """A folder where the file is to go stops the swap; the copy beside it is removed."""
    target.mkdir(parents=True)
    with pytest.raises(DiskError, match=r"onrecord\.duckdb: Is a directory"):
        publish(build, target)
    assert {path.name for path in target.parent.iterdir()} == {target.name, SERVED}


def reading(warehouse: Warehouse, done: threading.Event, seen: list[int]) -> Callable[[], None]:
    """Make a reader that asks again and again how many quotes and spans there are."""

    def read() -> None:
        while not done.is_set():
            ((quotes, contents),) = warehouse.rows(
                "select (select count(*) from quotes), "
                "(select count(*) from quote_spans where part = 'content')"
            ).rows
            seen.append(quotes if quotes == contents else -1)
            done.wait(0.01)

    return read


def test_readers_see_no_error_across_ten_publications(
    build: Build, lake: Lake, target: Path
) -> None:
    """Three readers ask on while the file is swapped ten times: no error, nothing torn."""
    publish(build, target)
    done, seen, failures = threading.Event(), [], []
    warehouse = Warehouse(target)

    def guarded(read: Callable[[], None]) -> None:
        try:
            read()
        except Exception as error:
            failures.append(error)

    readers = [
        threading.Thread(target=guarded, args=(reading(warehouse, done, seen),)) for _ in range(3)
    ]
    for reader in readers:
        reader.start()
    for n in range(10):
        lake.write(batch([Report(f"{n}.txt", words=f"knot {n}")], n + 1))
        build.load(lake)
        publish(build, target)
    final = warehouse.rows("select count(*) from quotes").rows
    done.set()
    for reader in readers:
        reader.join()
    assert failures == []
    assert final == [(10,)]
    assert -1 not in seen
    assert len(set(seen)) > 1
