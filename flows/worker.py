"""What a process that analyses does: load the pipeline once, then take batches."""

from __future__ import annotations

from contextlib import suppress
from multiprocessing.queues import Queue
from queue import Full
from typing import TYPE_CHECKING

from flows.apart import attend
from flows.batches import Job
from flows.limits import set_up
from flows.sparing import spare_collections, spare_pandas
from flows.work import Produced
from transforms.tables import Document

if TYPE_CHECKING:
    from flows.analysis import Analysis

_loaded: Analysis | None = None


def begin(pipeline: str, memory: int, ticks: Queue[tuple[int, int, int] | None]) -> None:
    """Prepare this process: load the pipeline, and end when the parent does, however it ends."""
    global _loaded
    attend()
    from flows.analysis import Analysis  # spaCy: a second that the parent does not need

    def report(size: int, documents: int, words: int) -> None:
        with suppress(Full):
            ticks.put_nowait((size, documents, words))

    _loaded = Analysis(pipeline, report)
    spare_pandas()
    spare_collections()
    set_up(memory)


def ready() -> None:
    """Do nothing: when this is called the process has begun."""


def extract(job: Job) -> Produced:
    """Read and analyse a batch."""
    return _here().extract(job)


def read(job: Job) -> tuple[Produced, list[Document]]:
    """Only read a batch; give what is to be analysed."""
    return _here().read(job)


def analyse(job: Job, one: Document) -> tuple[Produced, list[Document]]:
    """Analyse one document of a batch that was read before; nothing is left to be analysed."""
    return _here().analyse(job, one), []


def _here() -> Analysis:
    if _loaded is None:
        raise RuntimeError("This process has not begun: batches go through Workers.")
    return _loaded
