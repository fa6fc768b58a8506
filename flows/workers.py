"""Keep processes that analyse, and send them batches.

A worker reads, parses and extracts a batch and sends Arrow tables back, never spaCy documents:
pickling those costs nearly as much as the analysis.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.queues import Queue
from typing import Any, TypeVar

from flows import worker
from flows.batches import Job
from flows.progress import Listener, listener
from flows.settings import Settings, single_threaded_arithmetic
from flows.work import Produced, lost, unanalysed

Given = TypeVar("Given")


class WorkersFailed(RuntimeError):
    """No process could be started that analyses."""


class Workers:
    """Processes with a loaded pipeline. They are replaced when a document brings one down.

    Raises WorkersFailed if the pipeline cannot be loaded.
    """

    def __init__(self, pipeline: str, processes: int, memory: int) -> None:
        single_threaded_arithmetic()
        self.pipeline = pipeline
        self.processes = processes
        self.memory = memory
        self._context = get_context("spawn")
        self._ticks: Queue[tuple[int, int, int] | None] = self._context.Queue()
        self._lock = threading.Lock()
        self._pool = self._start(processes)
        try:  # a pool starts a process for each task that finds none idle: so all begin now
            for begun in [self._pool.submit(worker.ready) for _ in range(processes)]:
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
        """Read files alone and analyse documents alone, in a process apart.

        What kills that process too is a reject; what it did before is not done again.
        """
        apart = _Apart(lambda: self._start(processes=1))
        for alone in _pieces(job):
            try:
                produced, documents = apart.call(worker.read, alone)
            except BrokenProcessPool:
                yield lost(alone)
                continue
            yield produced
            for one in documents:
                try:
                    yield apart.call(worker.analyse, alone, one)
                except BrokenProcessPool:
                    yield unanalysed(alone, one)
        apart.close()

    def _submit(self, job: Job) -> Future[Produced]:
        """Send a batch; a broken pool is replaced first, once for all threads that saw it break."""
        with self._lock:
            try:
                return self._pool.submit(worker.extract, job)
            except BrokenProcessPool:
                self._pool.shutdown(wait=False)
                self._pool = self._start(self.processes)
                return self._pool.submit(worker.extract, job)

    def _start(self, processes: int) -> ProcessPoolExecutor:
        given = (self.pipeline, self.memory, self._ticks)
        return ProcessPoolExecutor(processes, self._context, worker.begin, given)

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


class _Apart:
    """A process that is started anew after each call that killed it."""

    def __init__(self, start: Callable[[], ProcessPoolExecutor]) -> None:
        self._start = start
        self._pool: ProcessPoolExecutor | None = None

    def call(self, function: Callable[..., Given], *given: Any) -> Given:
        """Call a function in the process. Raises BrokenProcessPool if that ends it."""
        self._pool = self._pool or self._start()
        try:
            return self._pool.submit(function, *given).result()
        except BrokenProcessPool:
            self._pool = None
            raise

    def close(self) -> None:
        """End the process."""
        if self._pool:
            self._pool.shutdown()


_workers: Workers | None = None


def at_hand(settings: Settings) -> Workers:
    """Give this process's workers; start them if there are none for this pipeline."""
    global _workers
    wanted = (settings.pipeline, settings.processes, settings.max_memory_bytes)
    present = _workers and (_workers.pipeline, _workers.processes, _workers.memory)
    if _workers is None or present != wanted:
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
