"""Keep processes that analyse, and send them batches.

A worker reads, parses and extracts a batch and sends Arrow tables back, never spaCy documents:
pickling those costs nearly as much as the analysis.
"""

from __future__ import annotations

import atexit
import gc
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from multiprocessing.queues import Queue
from typing import TYPE_CHECKING

from flows.batches import Job
from flows.progress import Listener, listener
from flows.settings import Settings, single_threaded_arithmetic
from flows.work import Produced, lost

if TYPE_CHECKING:
    from flows.analysis import Analysis

OBJECTS_BETWEEN_COLLECTIONS = 100_000

_analysis: Analysis | None = None


class WorkersFailed(RuntimeError):
    """No process could be started that analyses."""


class Workers:
    """Processes with a loaded pipeline. They are replaced when a document brings one down.

    Raises WorkersFailed if the pipeline cannot be loaded.
    """

    def __init__(self, pipeline: str, processes: int) -> None:
        single_threaded_arithmetic()
        self.pipeline = pipeline
        self.processes = processes
        self._context = get_context("spawn")
        self._ticks: Queue[tuple[int, int, int] | None] = self._context.Queue()
        self._lock = threading.Lock()
        self._pool = self._start(processes)
        try:  # a pool starts a process for each task that finds none idle: so all begin now
            for begun in [self._pool.submit(_ready) for _ in range(processes)]:
                begun.result()
        except BrokenProcessPool as error:
            raise WorkersFailed(
                f"The processes that analyse cannot start with the pipeline {pipeline!r}: "
                "what they printed above says why."
            ) from error

    def extract(self, job: Job) -> Produced:
        """Analyse a batch in one of the processes; a document that kills it costs only itself."""
        try:
            return self._submit(job).result()
        except BrokenProcessPool:
            return Produced.joined(list(self._one_by_one(job)))

    def _one_by_one(self, job: Job) -> Iterator[Produced]:
        """Analyse files and texts alone, in a process apart; one that kills it too is a reject."""
        apart = None
        for alone in _pieces(job):
            apart = apart or self._start(processes=1)
            try:
                yield apart.submit(_extract, alone).result()
            except BrokenProcessPool:
                yield lost(alone)
                apart = None
        if apart:
            apart.shutdown()

    def _submit(self, job: Job) -> Future[Produced]:
        """Send a batch; a broken pool is replaced first, once for all threads that saw it break."""
        with self._lock:
            try:
                return self._pool.submit(_extract, job)
            except BrokenProcessPool:
                self._pool.shutdown(wait=False)
                self._pool = self._start(self.processes)
                return self._pool.submit(_extract, job)

    def _start(self, processes: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(processes, self._context, _begin, (self.pipeline, self._ticks))

    def close(self) -> None:
        """End the processes; batches that are under way are dropped."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    @contextmanager
    def reporting(self) -> Iterator[None]:
        """Pass on to the listener what the processes report, until the block ends."""
        thread = threading.Thread(target=_report, args=(self._ticks, listener()), daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._ticks.put(None)
            thread.join()


_workers: Workers | None = None


def at_hand(settings: Settings) -> Workers:
    """Give this process's workers; start them if there are none for this pipeline."""
    global _workers
    wanted = (settings.pipeline, settings.processes)
    if _workers is None or (_workers.pipeline, _workers.processes) != wanted:
        dismiss()
        _workers = Workers(*wanted)
    return _workers


def dismiss() -> None:
    """End this process's workers, if there are any."""
    global _workers
    if _workers is not None:
        _workers.close()
        _workers = None


@contextmanager
def present(settings: Settings) -> Iterator[Workers]:
    """Have workers for a block; those that were there before stay."""
    were_there = _workers is not None
    try:
        yield at_hand(settings)
    finally:
        if not were_there:
            dismiss()


def _pieces(job: Job) -> Iterator[Job]:
    """Cut a batch into single files and texts."""
    for part in job.batch.parts:
        yield replace(job, batch=replace(job.batch, parts=(part,)), stored=())
    for one in job.stored:
        yield replace(job, batch=replace(job.batch, parts=()), stored=(one,))


def _report(ticks: Queue[tuple[int, int, int] | None], to: Listener) -> None:
    while (tick := ticks.get()) is not None:
        to.advance(*tick)


def _begin(pipeline: str, ticks: Queue[tuple[int, int, int] | None]) -> None:
    """Prepare this process: load the pipeline, and end when the parent does, however it ends."""
    global _analysis
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    threading.Thread(target=_die_with_parent, daemon=True).start()
    from flows.analysis import Analysis  # spaCy: a second that the parent does not need

    _analysis = Analysis(pipeline, lambda *tick: ticks.put(tick))
    spare_collections()


def spare_collections() -> None:
    """Take what is loaded by now out of the garbage collector's sight.

    The pipeline stays: looking through it again and again costs a tenth of the extraction.
    """
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    atexit.register(gc.unfreeze)


def _die_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _ready() -> None:
    """Do nothing: when this is called the process has begun."""


def _extract(job: Job) -> Produced:
    if _analysis is None:
        raise RuntimeError("This process has not begun: batches go through Workers.")
    return _analysis.extract(job)
