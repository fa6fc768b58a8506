"""Serve the flow as a Prefect deployment that runs on a schedule and never overlaps itself."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from flows.settings import Settings, use_prefect_server
from transforms.errors import ExpectedError

LONGEST_START = 180.0
"""Seconds a Prefect server gets to answer."""


class NoServer(ExpectedError):
    """Prefect's server did not start; the message says where its log is."""


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
    """
    if tell is None:
        _serve(paths, given, interval, cron)
        return
    tell("Starting a Prefect server for the schedule, 10 to 30 s …")
    with _server(settings) as address:
        tell(f"Runs can be watched at {address}; stop with Ctrl-C.")
        _serve(paths, given, interval, cron)


def _serve(
    paths: list[str], given: dict[str, Any], interval: timedelta | None, cron: str | None
) -> None:
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.deployments.runner import EntrypointType  # type: ignore[attr-defined]

    from flows.ingest import ingest

    ingest.serve(
        name="scheduled",
        interval=interval,
        cron=cron,
        parameters={"paths": paths, "given": given, "trigger": "schedule"},
        global_limit=ConcurrencyLimitConfig(
            limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW
        ),
        entrypoint_type=EntrypointType.MODULE_PATH,
        print_starting_message=False,
    )


@contextmanager
def _server(settings: Settings) -> Iterator[str]:
    """Run a Prefect server on a free port of this machine; give the address of its pages."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    log = settings.prefect_home / "server.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable,
        "-m",
        "prefect",
        "server",
        "start",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    with log.open("ab") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output)  # noqa: S603
    try:
        _await(f"{address}/api/health", process, str(log))
        use_prefect_server(f"{address}/api")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await(url: str, process: subprocess.Popen[bytes], log: str) -> None:
    end = time.monotonic() + LONGEST_START
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(url, timeout=5) as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.5)
    raise NoServer(
        f"Prefect's server did not start within {LONGEST_START:.0f} s; its log is {log}."
    )
