"""A served deployment takes in what arrives in the folder, and stops without a trace."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from flows.settings import Settings
from tests.flows.conftest import FIRST
from tests.flows.tables import rows

PATIENCE = 300.0
"""Seconds until something that has not happened will not happen any more."""


def wait_for(what: Callable[[], bool], server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until something is so; fail with the server's output when it ends or time is up."""
    end = time.monotonic() + PATIENCE
    while not what():
        assert server.poll() is None, log.read_text()
        assert time.monotonic() < end, log.read_text()
        time.sleep(0.5)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Give the file that the served deployment prints to."""
    return tmp_path / "serve.log"


@pytest.fixture
def served(news: Path, settings: Settings, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Serve the folder every minute, by the command that a person would use."""
    command = [sys.executable, "-m", "onrecord", "serve", str(news), "--every", "1m"]
    with log.open("wb") as output:
        server = subprocess.Popen(
            [*command, "--data", str(settings.data)], stdout=output, stderr=output
        )
    yield server
    server.send_signal(signal.SIGINT)
    try:
        server.wait(timeout=60)
    finally:
        server.kill()


def documents(settings: Settings) -> set[str]:
    """List the published documents; none while there is no file."""
    if not settings.warehouse.exists():
        return set()
    try:
        return {path for (path,) in rows(settings.warehouse, "select source_path from documents")}
    except duckdb.IOException:
        return set()


@pytest.mark.prove
def test_a_dropped_file_is_taken_in(
    news: Path, settings: Settings, served: subprocess.Popen[bytes], log: Path
) -> None:
    """On a one-minute schedule a new file is published without anybody's doing."""
    wait_for(lambda: documents(settings) == {"bridge.txt", "pilots.txt"}, served, log)
    (news / "late.txt").write_text(FIRST)
    wait_for(lambda: "late.txt" in documents(settings), served, log)
    triggers = rows(settings.warehouse, "select distinct trigger from runs")
    assert triggers == [("schedule",)]
