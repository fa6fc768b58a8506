"""A short version of the suite under fire, always the same: `python -m tests.fire` is the long one.

What goes wrong here is told with the command that repeats it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fire import commands
from tests.fire.events import Strike
from tests.fire.suite import Asked, carried_out
from tests.fire.workspace import RUN, Workspace

SEED = 1
KILLS = "kills/0,kills/2,kills/4,kills/6"
"""In publication, correction, compaction and rebuilding."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder for trials, which begin from states that are made once."""
    return tmp_path_factory.mktemp("fire")


def unharmed(asked: Asked, folder: Path) -> int:
    """Claim that nothing was wrong in what is asked; give how much was tried."""
    told: list[str] = []
    result = carried_out(asked, folder, told.append)
    assert told == []
    return sum(result.tried.values())


def test_one_run_mends_what_kills_leave(folder: Path) -> None:
    """Killed at events that a seed picks, the product shows what an undisturbed run shows."""
    assert unharmed(Asked(only=KILLS, is_told=False, seed=SEED), folder) > 2


def test_one_run_mends_what_faults_leave(folder: Path) -> None:
    """Failing writes, full disks, wrong clocks, other people and damage end in the same tables."""
    unharmed(Asked(faults=7, seed=SEED), folder)


def test_whatever_is_done_the_tables_are_a_fresh_builds(folder: Path) -> None:
    """Steps in any order, interruptions included, end in the tables of a fresh build."""
    unharmed(Asked(steps=4, seed=SEED), folder)


def test_hostile_input_raises_nothing(folder: Path) -> None:
    """Damaged files, words and statements are read, refused with a sentence, or find nothing."""
    unharmed(Asked(files=60, seed=SEED), folder)


def test_a_scheduled_run_that_is_killed_is_made_good(tmp_path: Path) -> None:
    """Prefect or not: after a kill in the middle of publishing, a plain run ends the same."""
    from prefect.settings import PREFECT_API_URL
    from prefect.testing.utilities import prefect_test_harness

    space = Workspace(tmp_path)
    before = space.start("changed")
    with prefect_test_harness(server_startup_timeout=150):
        server = {"PREFECT_API_URL": str(PREFECT_API_URL.value())}
        flow = space.command("run", window="flows.stages:publish", strike=Strike(20, "kill"))
        assert commands.run(flow, space.place, server).is_killed
        again = space.command("run")
        assert commands.run(again, space.place, server).code == 0
    after = space.look()
    assert after.state != before.state
    assert after.state == space.undisturbed("changed", after).state
    assert "Nothing to do" in space.well(*RUN).output
