"""Tell where the CPU time of a run goes, stage by stage, in one process.

The functions that a run calls are wrapped, and the run itself is the real one; only its worker
processes are replaced by an analysis in this process, so that one clock sees everything.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from flows.analysis import Analysis
from flows.batches import Job
from flows.direct import ingest
from flows.settings import load
from flows.sparing import spare_collections, spare_pandas
from flows.work import Produced
from tests.benchmarks.clock import PARSING, QUOTES, Clock

REST = "plan and the rest"
LOADING = "load the model"
STAGES = {
    LOADING: ("transforms.nlp:load",),
    "read": ("transforms.readers:read",),
    "normalise": ("transforms.documents:document", "transforms.documents:heading_spans"),
    PARSING: ("transforms.nlp:Pipeline.parse",),
    QUOTES: ("transforms.quotes.find:find_quotes",),
    "extract the rest": ("transforms.extract:extract",),
    "to Arrow": ("warehouse.schema:to_arrow",),
    "write": ("warehouse.lake:Lake.write",),
    "build": tuple(f"warehouse.build:Build.{name}" for name in ("load", "resolve", "index")),
    "publish": ("warehouse.build:Build.check", "warehouse.publish:publish"),
}
"""The functions that make up each stage, by the module that defines them."""
OURS = ("transforms", "warehouse", "flows")


class OneProcess:
    """What a run takes for its worker processes: an analysis in this one."""

    def __init__(self, pipeline: str, processes: int, memory: int) -> None:
        self.pipeline = pipeline
        self.processes = processes
        self.memory = memory
        self._analysis = Analysis(pipeline, lambda *_: None)
        spare_pandas()
        spare_collections()

    def extract(self, job: Job) -> Produced:
        """Analyse a batch."""
        return self._analysis.extract(job)

    def reporting(self) -> AbstractContextManager[None]:
        """Report nothing."""
        return nullcontext()

    def close(self) -> None:
        """Do nothing: there is no process to end."""


def main(folder: Path, data: Path) -> None:
    """Ingest a folder and print the CPU seconds of each stage as JSON."""
    if os.environ.get("OPENBLAS_NUM_THREADS") != "1":
        sys.exit(
            "Set OPENBLAS_NUM_THREADS=1, as the processes that analyse have it: the waiting of "
            "further threads would count as CPU time of the parse."
        )
    clock = Clock(REST)
    wrap(clock)
    workers: Any = import_module("flows.workers")
    workers.Workers = OneProcess
    ingest([str(folder)], load(data=data, processes=1))
    clock.leave()
    counted = [stage for stage in [*STAGES, REST] if stage != LOADING]
    print(json.dumps({stage: clock.seconds[stage] for stage in counted}))


def wrap(clock: Clock) -> None:
    """Put the clock around every function of a stage, under whatever name it was imported."""
    for stage, places in STAGES.items():
        for place in places:
            module, _, name = place.partition(":")
            *owners, last = name.split(".")
            owner: Any = import_module(module)
            for one in owners:
                owner = getattr(owner, one)
            function = getattr(owner, last)
            timed = clock.timed(stage, function)
            setattr(owner, last, timed)
            for holder, known_as in _holders(function):
                setattr(holder, known_as, timed)


def _holders(function: object) -> list[tuple[ModuleType, str]]:
    """List the modules of the project that hold a function, with its name there."""
    modules = [module for name, module in sys.modules.items() if name.split(".")[0] in OURS]
    return [(m, name) for m in modules for name, value in vars(m).items() if value is function]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
