"""Batches that a Dask or Ray cluster analyses come to the same tables as those of this machine.

The commands are those that docs/scaling.md prints, with free ports in place of the usual ones.
"""

from __future__ import annotations

import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path

import psutil
import pytest

from flows.cluster import NoCluster, on_cluster
from flows.direct import ingest as direct
from flows.ingest import ingest
from flows.settings import SettingsError, load
from tests.flows.tables import contents

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
PAGE = (ROOT / "docs" / "scaling.md").read_text(encoding="utf-8")
PATIENCE = 180.0
"""Seconds that a cluster gets to start."""

needs_dask = pytest.mark.skipif(
    find_spec("prefect_dask") is None, reason="The extra is not installed: pip install -e '.[dask]'"
)
needs_ray = pytest.mark.skipif(
    find_spec("prefect_ray") is None, reason="The extra is not installed: pip install -e '.[ray]'"
)


def printed(heading: str) -> list[str]:
    """List the commands that the page prints below a heading."""
    section = PAGE.split(f"### {heading}\n")[1].split("\n#")[0]
    (block,) = re.findall(r"```console\n(.*?)```", section, re.DOTALL)
    return [line.removeprefix("$ ") for line in block.splitlines()]


def moved(text: str, *usual: int) -> str:
    """Put free ports in the place of the usual ones."""
    for port in usual:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            text = re.sub(rf"\b{port}\b", str(probe.getsockname()[1]), text)
    return text


def spelled(command: str) -> tuple[list[str], dict[str, str]]:
    """Give the words of a command and the variables before it, for this installation."""
    words, variables = shlex.split(command), {}
    while "=" in words[0]:
        name, _, value = words.pop(0).partition("=")
        variables[name] = value
    here = Path(sys.executable).parent
    program = [sys.executable, "-m", "onrecord"] if words[0] == "onrecord" else [here / words[0]]
    return [*map(str, program), *words[1:]], os.environ | {"PYTHONPATH": str(ROOT)} | variables


@contextmanager
def running(command: str, place: Path) -> Iterator[None]:
    """Run a part of a cluster until the block ends, and whatever it starts."""
    words, environment = spelled(command)
    with (place / "cluster.log").open("ab") as log:
        process = subprocess.Popen(words, env=environment, cwd=place, stdout=log, stderr=log)
    try:
        yield
    finally:
        family = [*psutil.Process(process.pid).children(recursive=True), process]
        process.send_signal(signal.SIGTERM)
        psutil.wait_procs(family[:-1], timeout=30)
        for one in family:
            if one.is_running() if isinstance(one, psutil.Process) else one.poll() is None:
                one.kill()
        process.wait(timeout=30)


def answers(command: str) -> bool:
    """Tell whether somebody listens at the address that a run is sent to."""
    (port,) = re.findall(r"ONRECORD_CLUSTER=\w+://127.0.0.1:(\d+)", command)
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", int(port))) == 0


def ran(commands: list[str], sources: Path, place: Path) -> Path:
    """Start a cluster and run on it; give the published file."""
    *parts, run = commands
    with ExitStack() as stack:
        for part in parts:
            stack.enter_context(running(part, place))
        end = time.monotonic() + PATIENCE
        while not answers(run):
            assert time.monotonic() < end, (place / "cluster.log").read_text()
            time.sleep(0.2)
        words, environment = spelled(run.replace(" seeds", f" {shlex.quote(str(sources))}"))
        data = {"ONRECORD_DATA": str(place / "data")}
        done = subprocess.run(
            words, env=environment | data, cwd=place, capture_output=True, text=True, check=False
        )
    log = (place / "cluster.log").read_text()
    assert done.returncode == 0, done.stderr + log
    assert "extract a batch" in done.stderr + log
    return place / "data" / "onrecord.duckdb"


def on_dask(sources: Path, place: Path) -> Path:
    """Run on a scheduler and two workers as the page says."""
    commands = moved("\n".join(printed("Dask")), 8786).splitlines()
    return ran(commands, sources, place)


def on_ray(sources: Path, place: Path) -> Path:
    """Run on a Ray head as the page says; Ray's own files lie beside the log."""
    commands = moved("\n".join(printed("Ray")), 6379).splitlines()
    return ran(commands, sources, place)


@needs_dask
def test_a_batch_on_dask(tmp_path: Path) -> None:
    """One batch of the seeds, on a scheduler and two workers, gives the rows of a direct run."""
    sources = SEEDS / "health"
    plain = load(data=tmp_path / "plain")
    direct([str(sources)], plain)
    assert contents(on_dask(sources, tmp_path)) == contents(plain.warehouse)


@pytest.mark.prove
@needs_dask
def test_the_seeds_on_dask(seeds_data: Path, tmp_path: Path) -> None:
    """All the seeds, on a scheduler and two workers, give the reference's rows."""
    assert contents(on_dask(SEEDS, tmp_path)) == contents(load(data=seeds_data).warehouse)


@pytest.mark.prove
@needs_ray
def test_the_seeds_on_ray(seeds_data: Path, tmp_path: Path) -> None:
    """All the seeds, on Ray, give the reference's rows."""
    assert contents(on_ray(SEEDS, tmp_path)) == contents(load(data=seeds_data).warehouse)


@pytest.mark.prove
@needs_dask
def test_a_flow_called_from_python(tmp_path: Path) -> None:
    """The script of the page runs as it is printed, but for its paths and port."""
    (script,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    commands = "\n".join(printed("Dask"))
    commands, script = moved(f"{commands}\0{script}", 8786).split("\0")
    sources = SEEDS / "health"
    script = script.replace("/mnt/onrecord", str(tmp_path / "data"))
    file = tmp_path / "script.py"
    file.write_text(script.replace("/mnt/archive", str(sources)))
    scheduler, workers, run = commands.splitlines()
    with running(scheduler, tmp_path), running(workers, tmp_path):
        while not answers(run):
            time.sleep(0.2)
        words = [sys.executable, str(file)]
        done = subprocess.run(
            words, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True
        )
    assert done.stdout.startswith("published"), done.stderr


@pytest.mark.parametrize("cluster", ["scheduler", "http://a:1", "tcp://a", "ray://a:b", "tcp://:1"])
def test_what_is_no_cluster_is_refused(cluster: str) -> None:
    """An address that names neither Dask nor Ray is told with those that do."""
    with pytest.raises(SettingsError, match="tcp://HOST:8786"):
        on_cluster(ingest, cluster)


@pytest.mark.skipif(find_spec("prefect_dask") is not None, reason="The extra is installed.")
def test_a_missing_extra_is_told() -> None:
    """Who names a cluster without its library learns how to get it."""
    with pytest.raises(SettingsError, match=r"pip install 'onrecord\[dask\]'"):
        on_cluster(ingest, "tcp://127.0.0.1:1")


@needs_dask
def test_a_cluster_that_does_not_answer_is_told() -> None:
    """Nobody waits for a scheduler that is not there."""
    with pytest.raises(NoCluster, match=r"tcp://127\.0\.0\.1:1 "):
        on_cluster(ingest, "tcp://127.0.0.1:1")
