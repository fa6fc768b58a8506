"""The Prefect flow: discover, plan, extract every batch, build, check, publish."""

from __future__ import annotations

from dataclasses import asdict
from errno import EDQUOT, ENOSPC
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.runtime import flow_run
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.tasks import Task, exponential_backoff
from prefect.utilities.annotations import quote, unmapped

from flows import stages
from flows.inbox import standing
from flows.settings import load
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
)(stages.extract)
build = task(name="build", cache_policy=NO_CACHE)(stages.build)
check = task(name="check", cache_policy=NO_CACHE)(stages.check)
publish = task(name="publish", cache_policy=NO_CACHE)(stages.publish)


def _flow_run_name() -> str:
    paths = flow_run.parameters["paths"]  # their names may hold what steers a terminal
    names = [repr(path)[1:-1] for path in paths] or ["the sources of the settings"]
    return f"{flow_run.parameters['trigger']}: {', '.join(names)}"[:120]


@flow(
    name="onrecord",
    flow_run_name=_flow_run_name,
    task_runner=ThreadPoolTaskRunner(max_workers=TASKS_AT_ONCE),  # type: ignore[arg-type]
)
def ingest(paths: list[str], given: dict[str, Any], trigger: str = "flow") -> dict[str, Any]:
    """Ingest folders and files and publish; give the row of `runs` that says what was done.

    `given` are settings that differ from those of the environment and onrecord.toml.
    """
    settings = load(**given)
    with stages.ingestion(paths or standing(settings), settings, trigger) as state:
        todo = plan(state, discover(state))
        if todo.is_empty and state.is_current:
            return _reported(stages.leave(state))
        with stages.working(settings, todo):
            batches = [quote(batch) for batch in todo.batches]  # not to be searched for futures
            done = extract.map(batches, unmapped(state.origin), unmapped(settings)).result()
        build(state, todo, done)
        return _reported(publish(state, check(state)))


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
