"""Serve the flow as a Prefect deployment that runs on a schedule and never overlaps itself."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.cluster import on_cluster
from flows.server import server
from flows.settings import Settings
from transforms.errors import BusyError

if TYPE_CHECKING:
    from prefect import Flow


class ServedAlready(BusyError):
    """Another process serves this data folder; the message says which folder."""


def serve(
    paths: list[str],
    given: dict[str, Any],
    settings: Settings,
    interval: timedelta | None,
    cron: str | None,
    tell: Callable[[str], None] | None,
) -> None:
    """Serve until stopped. `tell` gets what a person should know; None if a server is configured.

    A run that would begin while another is under way is dropped: the other takes in what is new.
    Raises NoServer or ServedAlready.
    """
    if tell is None:
        _serve(paths, given, settings, interval, cron)
        return
    with _kept(settings.prefect_home / "password") as write:
        tell("Starting a Prefect server for the schedule, 10 to 30 s …")
        with server(settings, pages=True) as own:
            file = write(own.password)
            tell(
                f"Runs can be watched at {own.address}, with the password that stands in {file} "
                "(you alone can read it; it is new with every start). Stop with Ctrl-C."
            )
            _serve(paths, given, settings, interval, cron)


def _serve(
    paths: list[str],
    given: dict[str, Any],
    settings: Settings,
    interval: timedelta | None,
    cron: str | None,
) -> None:
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.deployments.runner import EntrypointType  # type: ignore[attr-defined]

    on_cluster(bound(paths, given), settings.cluster).serve(
        name="scheduled",
        interval=interval,
        cron=cron,
        parameters={},
        enforce_parameter_schema=True,
        global_limit=ConcurrencyLimitConfig(
            limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW
        ),
        entrypoint_type=EntrypointType.MODULE_PATH,
        print_starting_message=False,
    )


def bound(paths: list[str], given: dict[str, Any]) -> Flow[[], dict[str, Any]]:
    """Give the flow with its paths and settings bound to it: whoever starts a run chooses none.

    Prefect's runner sends this very object to the process of a run. It reads neither the
    deployment's entry point nor anything else that could be changed through the API.
    """
    from prefect import flow

    from flows.ingest import carried_out, ingest, summed_up

    @flow(
        name=ingest.name,
        flow_run_name=lambda: summed_up(paths, "schedule"),
        task_runner=ingest.task_runner,
    )
    def scheduled() -> dict[str, Any]:
        """Ingest what was given when the schedule was started, and publish."""
        return carried_out(paths, given, "schedule")

    return scheduled


@contextmanager
def _kept(file: Path) -> Iterator[Callable[[str], Path]]:
    """Hold a file that its owner alone can read, to be filled; it is empty when the block ends.

    Raises ServedAlready where another process holds it.
    """
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ServedAlready(
                f"Another onrecord serve is at work on {file.parent.parent}: stop it first, or "
                "choose another data folder with --data."
            ) from error

        def write(password: str) -> Path:
            held.truncate(0)
            held.write(password + "\n")
            held.flush()
            return file

        try:
            yield write
        finally:
            held.truncate(0)
