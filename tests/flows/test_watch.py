"""A watched folder is taken in as files come, change and go."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from flows.settings import Settings
from tests.flows.conftest import FIRST
from tests.flows.tables import rows
from warehouse import overrides
from warehouse.override_lines import correction

PATIENCE = 60


def wait_for(is_so: Callable[[], bool]) -> None:
    """Wait until something is so, but not for ever."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, "It did not come about in time."
        time.sleep(0.2)


def test_what_arrives_is_taken_in(news: Path, settings: Settings) -> None:
    """A new file is published within seconds, a removed one leaves; so it is with corrections."""

    def paths() -> list[str]:
        if not settings.warehouse.exists():
            return []
        found = rows(settings.warehouse, "select source_path from documents order by 1")
        return [path for (path,) in found]

    command = [sys.executable, "-m", "onrecord", "run", "--watch", str(news)]
    with subprocess.Popen(
        [*command, "--data", str(settings.data)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        try:
            wait_for(lambda: len(paths()) == 2)
            (news / "late.txt").write_text(FIRST)
            wait_for(lambda: "late.txt" in paths())
            (news / "late.txt").unlink()
            wait_for(lambda: len(paths()) == 2)
            wish = correction("rename", name="Tom Berg", value="Thomas Berg")
            overrides.append(settings.overrides, [wish])
            wait_for(lambda: bool(rows(settings.warehouse, "from overrides")))
        finally:
            process.terminate()
            said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == -signal.SIGTERM, said
