"""Keep processes that analyse, and send them batches.

A worker reads, parses and extracts a batch and sends Arrow tables back, never spaCy documents:
pickling those costs nearly as much as the analysis.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from multiprocessing.queues import Queue

from flows.analysis import Analysis, Produced, lost
from flows.batches import Batch, Origin
from flows.progress import Listener, listener
from flows.settings import Settings, single_threaded_arithmetic
from transforms.tables import Document

_analysis: Analysis | None = None


class Workers:
    """Processes with a loaded pipeline. They are replaced when a document brings one down."""

    def __init__(self, settings: Settings) -> None:
        single_threaded_arithmetic()
        self._settings = settings
        self._context = get_context("spawn")
        self._ticks: Queue[tuple[int, int, int] | None] = self._context.Queue()
        self._lock = threading.Lock()
        self._pool = self._start()

    def warm(self) -> None:
        """Let every process load its pipeline now, without waiting for it."""
        for _ in range(self._settings.processes):
            self._pool.submit(_ready)

    def extract(self, batch: Batch, stored: list[Document], origin: Origin) -> Produced:
        """Analyse a batch in one of the processes; a document that kills it costs only itself."""
        try:
            return self._submit(batch, stored, origin).result()
        except BrokenProcessPool:
            return self._one_by_one(batch, stored, origin)

    def _one_by_one(self, batch: Batch, stored: list[Document], origin: Origin) -> Produced:
        """Analyse each piece by itself; one whose process dies once more becomes a reject."""
        alone = [(replace(batch, parts=(part,)), list[Document]()) for part in batch.parts]
        alone += [(replace(batch, parts=()), [one]) for one in stored]
        return Produced.joined([self._survive(one, texts, origin) for one, texts in alone])

    def _survive(self, alone: Batch, stored: list[Document], origin: Origin) -> Produced:
        try:
            return self._submit(alone, stored, origin).result()
        except BrokenProcessPool:
            return lost(alone, stored, origin)

    def _submit(self, batch: Batch, stored: list[Document], origin: Origin) -> Future[Produced]:
        """Send a batch; a broken pool is replaced first, once for all threads that saw it break."""
        with self._lock:
            try:
                return self._pool.submit(_extract, batch, stored, origin)
            except BrokenProcessPool:
                self._pool.shutdown(wait=False)
                self._pool = self._start()
                return self._pool.submit(_extract, batch, stored, origin)

    def _start(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._settings.processes, self._context, _begin, (self._settings, self._ticks)
        )

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
    """Give this process's workers; the first call starts them."""
    global _workers
    if _workers is None:
        _workers = Workers(settings)
    return _workers


def dismiss() -> None:
    """End this process's workers, if there are any."""
    global _workers
    if _workers is not None:
        _workers.close()
        _workers = None


def _report(ticks: Queue[tuple[int, int, int] | None], to: Listener) -> None:
    while (tick := ticks.get()) is not None:
        to.advance(*tick)


def _begin(settings: Settings, ticks: Queue[tuple[int, int, int] | None]) -> None:
    """Prepare this process: load the pipeline, and end when the parent does, however it ends."""
    global _analysis
    threading.Thread(target=_die_with_parent, daemon=True).start()
    _analysis = Analysis(settings, lambda *tick: ticks.put(tick))


def _die_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _ready() -> None:
    """Do nothing: by the time this is called the process has begun."""


def _extract(batch: Batch, stored: list[Document], origin: Origin) -> Produced:
    if _analysis is None:
        raise RuntimeError("This process has not begun: batches go through Workers.")
    return _analysis.extract(batch, stored, origin)
