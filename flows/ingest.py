"""The Prefect flow: discover, plan, extract every batch, build, check, publish."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import asdict
from errno import EDQUOT, ENOSPC
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.context import FlowRunContext
from prefect.runtime import flow_run
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.tasks import Task, exponential_backoff
from prefect.utilities.annotations import unmapped

from flows import stages
from flows.batches import Batch, Done, Origin
from flows.inbox import standing
from flows.settings import Settings, load
from transforms.tables import Run
from warehouse.aside import DiskError

TASKS_AT_ONCE = 16
"""Batches in hand at once; how many of them are analysed at once is the setting `processes`."""


def can_heal(_: Task[..., Any], __: TaskRun, state: State[Any]) -> bool:
    """Whether a failed batch may succeed when tried again.

    A disk or share that stumbled may; a full one does not empty itself, and whatever is wrong
    with a document is a reject and no failure.
    """
    error = state.data
    cause = getattr(error, "__cause__", None)
    return isinstance(error, DiskError) and getattr(cause, "errno", None) not in (ENOSPC, EDQUOT)


class Sealed:
    """A batch into which Prefect does not look for results of other tasks.

    It looks into collections and dataclasses, thousands of objects in a batch. Its own `quote`
    does not outlive the journey to Dask or Ray.
    """

    def __init__(self, batch: Batch) -> None:
        self.batch = batch

    @property
    def size(self) -> int:
        """Bytes of source."""
        return self.batch.size


def _extract(batch: Sealed, origin: Origin, settings: Settings) -> Done:
    return stages.extract(batch.batch, origin, settings)


discover = task(name="discover", cache_policy=NO_CACHE)(stages.discover)
plan = task(name="plan batches", cache_policy=NO_CACHE)(stages.plan)
extract = task(
    name="extract a batch",
    task_run_name="extract a batch of {batch.size} bytes",
    cache_policy=NO_CACHE,
    retries=3,
    retry_delay_seconds=exponential_backoff(2),
    retry_jitter_factor=0.5,
    retry_condition_fn=can_heal,
)(_extract)
build = task(name="build", cache_policy=NO_CACHE)(stages.build)
check = task(name="check", cache_policy=NO_CACHE)(stages.check)
publish = task(name="publish", cache_policy=NO_CACHE)(stages.publish)


def _flow_run_name() -> str:
    return summed_up(flow_run.parameters["paths"], flow_run.parameters["trigger"])


@flow(
    name="onrecord",
    flow_run_name=_flow_run_name,
    task_runner=ThreadPoolTaskRunner(max_workers=TASKS_AT_ONCE),  # type: ignore[arg-type]
)
def ingest(paths: list[str], given: dict[str, Any], trigger: str = "flow") -> dict[str, Any]:
    """Ingest folders and files and publish; give the row of `runs` that says what was done.

    `given` are settings that differ from those of the environment and onrecord.toml.
    """
    return carried_out(paths, given, trigger)


def summed_up(paths: Sequence[str], trigger: str) -> str:
    """Name a flow run after what it takes in; what may steer a terminal in a path is escaped."""
    names = [repr(path)[1:-1] for path in paths] or ["the sources of the settings"]
    return f"{trigger}: {', '.join(names)}"[:120]


def carried_out(paths: Sequence[str], given: dict[str, Any], trigger: str) -> dict[str, Any]:
    """Do what `ingest` says, within a flow."""
    settings = load(**given)
    with stages.ingestion(paths or standing(settings), settings, trigger) as state:
        todo = plan(state, discover(state))
        if todo.is_empty and state.is_current:
            return _reported(stages.leave(state))
        here = isinstance(_task_runner(), ThreadPoolTaskRunner)
        theirs = settings if here else elsewhere(settings)
        with stages.working(settings, todo) if here else nullcontext():
            batches = [Sealed(batch) for batch in todo.batches]
            done = extract.map(batches, unmapped(state.origin), unmapped(theirs)).result()
        build(state, todo, done)
        return _reported(publish(state, check(state)))


def elsewhere(settings: Settings) -> Settings:
    """Give the settings for the workers of a cluster, each of which takes one batch at a time.

    They see the data folder under the same path, and have a working directory of their own.
    """
    return settings.model_copy(update={"data": settings.data.absolute(), "processes": 1})


def _task_runner() -> object:
    context = FlowRunContext.get()
    return context.task_runner if context else None


def _reported(run: Run) -> dict[str, Any]:
    """Leave a summary with the flow run; give the run's row as plain values."""
    row = asdict(run)
    counts = ("seen", "new", "changed", "unchanged", "removed", "rejected", "words")
    lines = [f"| {name} | {row[name]:,} |" for name in counts]
    create_markdown_artifact(
        key="onrecord-run",
        description="What the run did",
        markdown="\n".join(
            [f"**{run.status}** in {run.seconds:.1f} s", "", "| | |", "|---|---:|", *lines]
        ),
    )
    return row
