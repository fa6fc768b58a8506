"""Carry out all parts of the suite, trials side by side, each in a workspace of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from queue import SimpleQueue

from tests.fire import children, faults, fuzz, kills
from tests.fire.table import Result
from tests.fire.trial import Trial
from tests.fire.workspace import Workspace

Tell = Callable[[str], None]
Part = Callable[[int, int, Workspace], Trial]
PARTS: dict[str, Part] = {kills.PART: kills.trial, faults.PART: faults.trial}
SEEDS_APART = 1_000
"""Processes that take steps have seeds of their own, so many apart from seed to seed."""
ASKED_AT_ONCE = 250
"""Questions after which another process goes on: one that asks all would seem to hang."""
MOST_UNSTRUCK = 3
"""Trials for each that is asked for: where a kill came too late for its action, another follows."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How much is to be tried."""

    kills: int = 0
    faults: int = 0
    steps: int = 0
    files: int = 0
    seed: int = 1
    jobs: int = 2
    only: str = ""
    """Trials by part and number, parted by commas."""
    is_told: bool = True
    """Whether those are told of though nothing was wrong."""


def carried_out(asked: Asked, folder: Path, tell: Tell) -> Result:
    """Try what is asked in a folder; tell of each trial that goes wrong, and give the result."""
    result = Result(asked.seed)
    if asked.only:
        for one in asked.only.split(","):
            part, _, number = one.partition("/")
            made = PARTS[part](int(number), asked.seed, _workspace(folder, 0))
            result.add(made)
            if made.faults or asked.is_told:
                tell(made.told())
        return result
    for name, wanted in ((kills.PART, asked.kills), (faults.PART, asked.faults)):
        for made in _trials(PARTS[name], wanted, asked, folder):
            result.add(made)
            if made.faults:
                tell(made.told())
    if asked.steps:
        _steps(asked, result, tell)
    if asked.files:
        _inputs(asked, folder, result, tell)
    return result


def _steps(asked: Asked, result: Result, tell: Tell) -> None:
    """Take steps of the model in processes side by side: Hypothesis takes one at a time."""
    share = -(-asked.steps // asked.jobs)
    command = [sys.executable, "-m", "tests.fire.machine"]
    begun = []
    for number in range(asked.jobs):
        seed = asked.seed * SEEDS_APART + number
        words = [*command, str(seed), str(share)]
        begun.append((words, subprocess.Popen(words, stdout=subprocess.PIPE, text=True)))
    for words, process in begun:
        output, _ = process.communicate()
        told = json.loads(output.splitlines()[-1])
        kind = {told["kind"]} - {None}
        result.count("steps: of the model", told["steps"], kind)
        result.count("kills: in the model", told["kills"], set())
        if kind:
            again = f"python -m tests.fire.machine {' '.join(words[3:])}"
            tell(f"steps: {told['said']}\n{output}\n  again: {again}")


def _inputs(asked: Asked, folder: Path, result: Result, tell: Tell) -> None:
    """Read damaged files in processes side by side; ask a published file hostile questions."""
    with ThreadPoolExecutor(asked.jobs) as threads:
        parts = [(asked.files, asked.seed, first, asked.jobs) for first in range(asked.jobs)]
        made = list(threads.map(lambda given: children.call(fuzz.read_mutants, *given), parts))
    space = _workspace(folder, 0)
    space.start("settled")
    for part, first in enumerate(range(0, asked.files, ASKED_AT_ONCE)):
        count = min(ASKED_AT_ONCE, asked.files - first)
        made.append(
            children.call(fuzz.ask, space.data / "onrecord.duckdb", count, asked.seed, part)
        )
    for ending in made:
        if ending.code != 0:
            result.count("inputs: files read", 0, {"crashed"})
            tell(f"inputs: ended with {ending.code}: {ending.gist}")
            continue
        for kind, number in ending.value.tried.items():
            result.count(f"inputs: {kind}", number, set())
        for which, raised in ending.value.faults:
            result.count("inputs: files read", 0, {"crashed"})
            tell(f"inputs: {which}\n{raised}")


@cache
def _workspace(folder: Path, number: int) -> Workspace:
    root = folder / f"job{number}"
    root.mkdir(exist_ok=True)
    return Workspace(root)


def _trials(part: Part, wanted: int, asked: Asked, folder: Path) -> Iterator[Trial]:
    """Yield trials in order until enough of them struck."""
    spaces: SimpleQueue[Workspace] = SimpleQueue()
    for number in range(asked.jobs):
        spaces.put(_workspace(folder, number))

    def one(number: int) -> Trial:
        space = spaces.get()
        try:
            return part(number, asked.seed, space)
        finally:
            spaces.put(space)

    struck, number = 0, 0
    with ThreadPoolExecutor(asked.jobs) as threads:
        while struck < wanted and number < MOST_UNSTRUCK * wanted:
            missing = wanted - struck
            for made in threads.map(partial(one), range(number, number + missing)):
                struck += made.is_struck
                yield made
            number += missing
