"""Runs come back with the lake, though no batch brings them."""

from __future__ import annotations

from dataclasses import replace

from tests.warehouse.test_build import RUN
from transforms.tables import Run
from warehouse import run_log
from warehouse.build import Build
from warehouse.lake import Lake


def ended(number: int) -> Run:
    """Give a run that has ended."""
    return replace(RUN, run_id=f"r{number}", run_number=number, status="published", seconds=1.5)


def rows(build: Build, table: str) -> list[tuple[object, ...]]:
    """Give every row of a table."""
    return build.con.execute(f"from {table} order by all").fetchall()


def forgotten(build: Build) -> None:
    """Lose what the build knows of runs."""
    build.con.execute("delete from runs")
    build.con.execute("delete from checks")


def test_runs_and_checks_come_back_as_they_were(build: Build, lake: Lake) -> None:
    """Every run that has ended is kept once, with its checks; one under way is not."""
    for number in (1, 2):
        build.start_run(ended(number))
        build.check(f"r{number}")
        run_log.keep(build.con, lake.root)
        run_log.keep(build.con, lake.root)
    before = rows(build, "runs"), rows(build, "checks")
    build.start_run(replace(RUN, run_id="r3", run_number=3))
    run_log.keep(build.con, lake.root)
    forgotten(build)
    run_log.recover(build.con, lake.root)
    run_log.recover(build.con, lake.root)
    assert (rows(build, "runs"), rows(build, "checks")) == before
    assert len(before[0]) == 2


def test_a_torn_line_costs_nothing_but_itself(build: Build, lake: Lake) -> None:
    """A kill in the middle of a line leaves the lines before it, and is followed by whole ones."""
    build.start_run(ended(1))
    run_log.keep(build.con, lake.root)
    path = lake.root / run_log.NAME
    path.write_bytes(path.read_bytes() + b'{"run": {"run_number": 2, "ru')
    build.start_run(ended(2))
    run_log.keep(build.con, lake.root)
    forgotten(build)
    run_log.recover(build.con, lake.root)
    assert [row[1] for row in rows(build, "runs")] == [1, 2]
