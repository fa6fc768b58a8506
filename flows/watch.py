"""Keep the warehouse up to date while files arrive: look at the folders again and again."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import NoReturn

from flows import workers
from flows.direct import ingest
from flows.discover import Found, roots, walk
from flows.inbox import standing
from flows.progress import listener
from flows.settings import Settings
from transforms.tables import Run
from warehouse.build import BuildBusy

SHARE = 10
"""Looking takes at most one part in so many of the time."""

Sight = dict[tuple[str, str], tuple[int, int]]
"""Size and time of each file, by collection and path; of the log of corrections, too."""


def watch(
    paths: Sequence[str], settings: Settings, every: float, told: Callable[[Run], None]
) -> NoReturn:
    """Ingest, and again whenever files came, changed or went, or somebody corrected entities.

    A folder is looked at `every` so many seconds, and taken in when two looks in a row agree, so
    that a file which is being written is left to end. It runs until it is interrupted; `told`
    hears of every run that did something. Raises as `ingest` does, but waits for a run that is
    under way elsewhere.
    """
    done: Sight | None = None
    before: Sight | None = None
    with workers.present(settings):
        while True:
            began = time.monotonic()
            sight = _look(paths, settings)
            took = time.monotonic() - began
            if sight != done and (done is None or sight == before):
                done = sight if _ingested(paths, settings, told) else None
                listener().stage("Waiting for changes")
            before = sight
            time.sleep(max(every, SHARE * took))


def _ingested(paths: Sequence[str], settings: Settings, told: Callable[[Run], None]) -> bool:
    try:
        run = ingest(paths, settings)
    except BuildBusy:
        return False
    if run.status != "unchanged":
        told(run)
    return True


def _look(paths: Sequence[str], settings: Settings) -> Sight:
    found = {
        (root.collection, item.path): (item.size, item.mtime_ns)
        for root in roots(paths or standing(settings))
        for item in walk(root, settings.exclude)
        if isinstance(item, Found)
    }
    log = settings.overrides
    if log.exists():
        state = log.stat()
        found["", log.name] = state.st_size, state.st_mtime_ns
    return found
