"""Take documents to a published warehouse by calling the stages one after the other.

For one-off files, notebooks and tests: the same functions that the Prefect flow calls, under way
in a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from flows import stages
from flows.batches import Done
from flows.inbox import standing
from flows.plan import Plan
from flows.retry import check_begun, failed
from flows.settings import Settings
from flows.stages import Ingestion
from transforms.tables import Run


def ingest(paths: Sequence[str], settings: Settings) -> Run:
    """Ingest folders and files and publish; say what was done.

    Without paths the setting `sources` and the inbox are ingested. Raises PathError,
    SettingsError, BuildBusy, LakeError, DiskError or ChecksFailed, each with a sentence for a
    person.
    """
    with stages.ingestion(paths or standing(settings), settings, "direct") as state:
        return _carried_out(state)


def retry(paths: Sequence[str], settings: Settings) -> Run:
    """Read again what could not be read, in the collections named or in all.

    Raises as `ingest` does, and NoWarehouse where nothing was ever read.
    """
    check_begun(settings)
    with stages.ingestion(paths, settings, "retry") as state:
        state.roots = failed(state.build, state.roots)
        state.is_retry = True
        return _carried_out(state)


def _carried_out(state: Ingestion) -> Run:
    """Take a run through its stages."""
    found = stages.discover(state)
    plan = stages.plan(state, found)
    if plan.is_empty and state.is_current:
        return stages.leave(state)
    with (
        stages.working(state.settings, plan),
        ThreadPoolExecutor(state.settings.processes) as threads,
    ):
        done = _extracted(state, plan, threads)
    stages.build(state, plan, done)
    return stages.publish(state, stages.check(state))


def _extracted(state: Ingestion, plan: Plan, threads: ThreadPoolExecutor) -> list[Done]:
    """Extract every batch; where one fails, or somebody stops the run, begin no further one."""
    extract = partial(stages.extract, origin=state.origin, settings=state.settings)
    try:
        return list(threads.map(extract, plan.batches))
    except BaseException:
        threads.shutdown(wait=False, cancel_futures=True)
        raise
