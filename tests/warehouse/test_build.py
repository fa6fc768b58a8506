"""The build has one writer, and can always be made anew."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.warehouse.contents import column, contents
from tests.warehouse.reports import NOON, Report, batch
from transforms.tables import Run
from warehouse.build import Build, BuildBusy
from warehouse.lake import Lake

RUN = Run(
    run_id="r1", run_number=1, started_at=NOON, finished_at=None, status="running",
    trigger="direct", seen=1,
    new=1, changed=0, unchanged=0, removed=0, rejected=0, words=9, seconds=None,
    fingerprint="f1", settings="{}",
)  # fmt: skip


def python(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Start another Python with the project on its path."""
    command = [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {
        "PYTHONPATH": os.pathsep.join(sys.path)})  # fmt: skip


HOLD = """
    import sys, time
    from pathlib import Path
    from warehouse.build import Build
    with Build(Path(sys.argv[1])):
        print("open", flush=True)
        time.sleep(60)
"""


def test_a_second_process_is_told_who_writes(tmp_path: Path) -> None:
    """While one process holds the build, another is refused at once, with the holder's number."""
    path = tmp_path / "build.duckdb"
    with python(HOLD, path) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(BuildBusy, match=rf"another run \(process {holder.pid}\)"), Build(path):
            pass
        holder.send_signal(signal.SIGKILL)
    with Build(path) as build:
        assert column(build, "select count(*) from documents") == [0]


LOAD = """
    import sys
    from pathlib import Path
    from warehouse.build import Build
    from warehouse.lake import Lake
    with Build(Path(sys.argv[1])) as build:
        print("open", flush=True)
        build.load(Lake(Path(sys.argv[2])))
        build.resolve()
        build.index()
        print("done", flush=True)
"""


@pytest.mark.parametrize("delay", [0.02, 0.2, 0.6])
def test_a_kill_loses_nothing(tmp_path: Path, lake: Lake, delay: float) -> None:
    """Killed anywhere in a load, the build goes on to the same tables as without the kill."""
    for n in range(12):
        report = Report("same.txt", words=f"word {n}")
        lake.write(batch([report, Report(f"{n}.txt", words=f"word {n}")], n + 1, "b"))
    with python(LOAD, tmp_path / "killed.duckdb", lake.root) as loader:
        assert loader.stdout is not None
        loader.stdout.readline()
        time.sleep(delay)
        loader.send_signal(signal.SIGKILL)
    found = []
    for name in ("killed", "whole"):
        with Build(tmp_path / f"{name}.duckdb") as build:
            build.load(lake)
            build.resolve()
            found.append(contents(build))
    assert found[0] == found[1]


def test_the_build_comes_back_from_the_lake(tmp_path: Path, lake: Lake) -> None:
    """A build that was deleted is row for row what it was."""
    lake.write(batch([Report()], 1))
    lake.write(batch([Report(words="another day"), Report("b.txt")], 2))
    found = []
    for name in ("one", "two"):
        with Build(tmp_path / f"{name}.duckdb") as build:
            build.load(lake)
            build.resolve()
            found.append(contents(build))
    assert found[0] == found[1]


def test_changed_definitions_start_the_tables_anew(tmp_path: Path, lake: Lake) -> None:
    """A build of another version of the program is filled again; its runs stay."""
    path = tmp_path / "build.duckdb"
    lake.write(batch([Report()]))
    with Build(path) as build:
        build.load(lake)
        build.start_run(RUN)
        build.con.execute("alter table main.chunks drop column heading")
        build.con.execute("update internal.definitions set hash = 'old' where name = 'tables'")
    with Build(path) as build:
        assert column(build, "select run_id from runs") == ["r1"]
        assert column(build, "select count(*) from documents") == [0]
        assert build.load(lake) == 1
        assert column(build, "select heading from chunks") == [None]


def test_a_changed_view_needs_no_new_tables(tmp_path: Path, lake: Lake) -> None:
    """Another definition of a view replaces the view and keeps all rows."""
    path = tmp_path / "build.duckdb"
    lake.write(batch([Report()]))
    with Build(path) as build:
        build.load(lake)
        build.con.execute("create or replace view main.v_quotes as select 1 as old")
        build.con.execute("update internal.definitions set hash = 'old' where name = 'views'")
    with Build(path) as build:
        assert column(build, "select text from v_quotes") == [Report().words]


def test_a_run_is_one_row_from_start_to_end(build: Build) -> None:
    """Finishing a run replaces the row it began with."""
    build.start_run(RUN)
    build.finish_run(replace(RUN, status="published", finished_at=NOON, seconds=1.5))
    assert column(build, "select status from runs") == ["published"]


def test_a_killed_run_is_interrupted(build: Build) -> None:
    """A run that never ended is marked as soon as another begins."""
    build.start_run(RUN)
    build.start_run(replace(RUN, run_id="r2"))
    found = build.con.execute("select run_id, status from runs order by run_id").fetchall()
    assert found == [("r1", "interrupted"), ("r2", "running")]


def test_days_begin_at_midnight_utc(build: Build) -> None:
    """The build reckons in UTC, wherever the machine stands."""
    assert column(
        build, "select date_trunc('day', timestamptz '2026-03-14 00:30+02')::varchar"
    ) == ["2026-03-13 00:00:00+00"]
