"""A served deployment takes in what arrives in the folder, and nothing that a caller names."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import httpx
import psutil
import pytest

from flows.settings import Settings, load
from tests.flows.conftest import FIRST, SECOND
from tests.flows.tables import rows

PATIENCE = 300.0
"""Seconds until something that has not happened will not happen any more."""
ENDED = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")


@dataclass
class Served:
    """A folder that is served by the command that a person would use."""

    news: Path
    settings: Settings
    process: subprocess.Popen[bytes]
    log: Path

    def wait_for(self, what: Callable[[], bool]) -> None:
        """Wait until something is so; fail with the output when it ends or time is up."""
        end = time.monotonic() + PATIENCE
        while not what():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < end, self.log.read_text()
            time.sleep(0.5)

    def documents(self) -> set[str]:
        """List the published documents; none while there is no file."""
        if not self.settings.warehouse.exists():
            return set()
        try:
            found = rows(self.settings.warehouse, "select source_path from documents")
        except duckdb.IOException:
            return set()
        return {path for (path,) in found}

    @property
    def password_file(self) -> Path:
        """The file that the command names."""
        return self.settings.prefect_home / "password"

    def client(self) -> httpx.Client:
        """Call the server as one who has read the password."""
        (address,) = re.findall(r"http://[\d.:]+\d", self.log.read_text())
        key = b64encode(self.password_file.read_bytes().strip()).decode()
        headers = {"Authorization": f"Basic {key}"}
        return httpx.Client(base_url=address, headers=headers, trust_env=False, timeout=60)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a folder every minute."""
    place = tmp_path_factory.mktemp("served")
    news = place / "news"
    news.mkdir()
    (news / "bridge.txt").write_text(FIRST)
    (news / "pilots.txt").write_text(SECOND)
    settings, log = load(data=place / "data"), place / "serve.log"
    command = [sys.executable, "-m", "onrecord", "serve", str(news), "--every", "1m"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--data", str(settings.data)], stdout=output, stderr=output
        )
    served = Served(news, settings, process, log)
    try:
        served.wait_for(lambda: "Ctrl-C" in log.read_text())
        yield served
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=60)
        finally:
            process.kill()


def test_the_password_is_told_to_the_owner_alone(served: Served) -> None:
    """It lies in a file that nobody else can read, and in no command line, output or log."""
    password = served.password_file.read_text().strip()
    assert len(password) > 40
    assert served.password_file.stat().st_mode & 0o077 == 0
    assert str(served.password_file) in served.log.read_text()
    family = [
        psutil.Process(served.process.pid),
        *psutil.Process(served.process.pid).children(True),
    ]
    said = [*(" ".join(one.cmdline()) for one in family), served.log.read_text()]
    said += [file.read_text() for file in served.settings.prefect_home.glob("*.log")]
    secret = password.partition(":")[2]
    assert not [text for text in said if secret in text]


def test_a_data_folder_is_served_once(served: Served) -> None:
    """A second schedule on the same data folder is refused with a sentence."""
    command = [sys.executable, "-m", "onrecord", "serve", str(served.news)]
    done = subprocess.run(
        [*command, "--data", str(served.settings.data)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 3
    assert "Another onrecord serve is at work" in done.stderr


def test_a_caller_with_the_password_chooses_nothing(served: Served, tmp_path: Path) -> None:
    """Whatever he writes into a run or the deployment, a run takes in what `serve` was given."""
    other, elsewhere, mark = tmp_path / "other", tmp_path / "elsewhere", tmp_path / "mark"
    other.mkdir()
    (other / "secret.txt").write_text(FIRST)
    (tmp_path / "theirs.py").write_text(
        f"from pathlib import Path\nfrom prefect import flow\nPath({str(mark)!r}).touch()\n"
        "@flow\ndef theirs(**given): pass\n"
    )
    wanted = {"paths": [str(other)], "given": {"data": str(elsewhere)}, "trigger": "theirs"}
    with served.client() as client:
        name = "/api/deployments/name/onrecord/scheduled"
        served.wait_for(lambda: client.get(name).status_code == 200)
        place = f"/api/deployments/{client.get(name).json()['id']}"
        starting = f"{place}/create_flow_run"
        variables = {"env": {"ONRECORD_DATA": str(elsewhere)}, "command": f"touch {mark}"}
        change: dict[str, Any] = {
            "entrypoint": f"{tmp_path / 'theirs.py'}:theirs",
            "path": str(tmp_path),
            "pull_steps": [{"prefect.deployments.steps.run_shell_script": {"script": "touch x"}}],
            "job_variables": variables,
            "enforce_parameter_schema": False,
        }
        served.wait_for(lambda: client.patch(place, json=change).status_code < 500)
        asked = {"parameters": wanted}
        assert _ended(served, client, starting, asked) in ("FAILED", "CRASHED")
        assert "Function expects parameters []" in served.log.read_text()
        assert _ended(served, client, starting, {"job_variables": variables}) == "COMPLETED"
    assert not elsewhere.exists()
    assert not mark.exists()
    served.wait_for(lambda: served.documents() == {"bridge.txt", "pilots.txt"})
    triggers = rows(served.settings.warehouse, "select distinct trigger from runs")
    assert triggers == [("schedule",)]


def _ended(served: Served, client: httpx.Client, starting: str, asked: dict[str, Any]) -> str:
    """Start a run and say how it ended; one that another run under way has dropped, once more."""
    state = "CANCELLED"
    answers: list[httpx.Response] = []
    while state == "CANCELLED":
        served.wait_for(lambda: _answered(answers, client.post(starting, json=asked)))
        place = f"/api/flow_runs/{answers[-1].json()['id']}"
        served.wait_for(lambda place=place: client.get(place).json()["state_type"] in ENDED)
        state = client.get(place).json()["state_type"]
    return state


@pytest.mark.prove
def test_a_dropped_file_is_taken_in(served: Served) -> None:
    """On a one-minute schedule a new file is published without anybody's doing."""
    (served.news / "late.txt").write_text(FIRST)
    served.wait_for(lambda: "late.txt" in served.documents())


def _answered(answers: list[httpx.Response], answer: httpx.Response) -> bool:
    """Keep an answer; say whether it is one, not the sigh of a server whose database is busy."""
    answers.append(answer)
    return answer.status_code < 500
