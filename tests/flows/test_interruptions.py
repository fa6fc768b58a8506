"""A process killed anywhere loses nothing and leaves nothing half-seen."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.direct import ingest
from flows.settings import Settings, load
from tests.flows.conftest import FIRST, SECOND
from tests.flows.tables import contents, rows

DOCUMENTS = 24


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Give a folder with enough articles to be interrupted in."""
    folder = tmp_path / "archive"
    folder.mkdir()
    for number in range(DOCUMENTS):
        (folder / f"{number:02}.txt").write_text(f"{FIRST}\n\nIt was day {number}. {SECOND}")
    return folder


@pytest.fixture
def undisturbed(archive: Path, tmp_path: Path) -> dict[str, list[str]]:
    """Give what a run that nobody interrupts publishes."""
    settings = load(data=tmp_path / "undisturbed")
    ingest([str(archive)], settings)
    return contents(settings.warehouse)


def run_and_kill(archive: Path, settings: Settings, when: Callable[[], bool]) -> int:
    """Run in small batches in a process of its own; kill it once `when` says so."""
    command = [sys.executable, "-m", "onrecord", "run", "--direct", str(archive)]
    process = subprocess.Popen(
        [*command, "--data", str(settings.data)],
        env=os.environ | {"ONRECORD_BATCH_BYTES": "500"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while process.poll() is None and not when():
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    return process.wait()


def manifests(settings: Settings) -> int:
    """Count the batches that are complete."""
    return len(list((settings.lake / "manifests").glob("[0-9]*.json")))


def test_a_killed_run_goes_on_where_it_was(
    archive: Path, settings: Settings, undisturbed: dict[str, list[str]]
) -> None:
    """After a kill in the middle, the next run does the rest and gives the same tables."""
    ended = run_and_kill(archive, settings, lambda: manifests(settings) >= 3)
    assert ended == -signal.SIGKILL
    assert not settings.warehouse.exists()
    done = manifests(settings)
    run = ingest([str(archive)], settings)
    assert run.new <= DOCUMENTS - done
    assert contents(settings.warehouse) == undisturbed
    status = "select status from runs order by started_at"
    assert rows(settings.warehouse, status) == [("interrupted",), ("published",)]


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(12))
def test_kills_at_any_moment_lose_nothing(
    archive: Path, settings: Settings, undisturbed: dict[str, list[str]], seed: int
) -> None:
    """Killed several times at moments that chance picks, runs still end in the same tables."""
    chance = random.Random(seed)
    for _ in range(3):
        moment = time.monotonic() + chance.uniform(0.5, 12)
        run_and_kill(archive, settings, lambda moment=moment: time.monotonic() > moment)
    ingest([str(archive)], settings)
    assert contents(settings.warehouse) == undisturbed


@pytest.fixture
def fragile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Give settings with a pipeline that breaks at certain words."""
    site = tmp_path / "site"
    (site / "fragile_pipeline-1.0.dist-info").mkdir(parents=True)
    (site / "fragile_pipeline-1.0.dist-info/METADATA").write_text(
        "Metadata-Version: 2.1\nName: fragile_pipeline\nVersion: 1.0\n"
    )
    source = Path(__file__).with_name("fragile_pipeline.py").read_text()
    (site / "fragile_pipeline.py").write_text(source)
    monkeypatch.setenv("PYTHONPATH", str(site) + os.pathsep + os.environ.get("PYTHONPATH", ""))
    monkeypatch.syspath_prepend(str(site))
    return load(data=tmp_path / "data", pipeline="fragile_pipeline", max_seconds=2)


def test_what_breaks_the_analysis_costs_one_document(news: Path, fragile: Settings) -> None:
    """A document that ends its process, hangs it or eats its memory is kept and rejected.

    Its text can be read; the other records of its file, and the other files, are analysed.
    """
    words = ("FALL over", "hold", "SLEEP long", "FREEZE here", "stand", "EAT all")
    texts = [f"The walls will {word}, said Tom Berg." for word in words]
    (news / "deadly.jsonl").write_text("\n".join(json.dumps({"text": text}) for text in texts))
    run = ingest([str(news)], fragile)
    assert (run.status, run.new, run.rejected) == ("published", 8, 4)
    found = rows(fragile.warehouse, "select source_path, stage, error_type from rejects order by 1")
    assert found == [
        ("deadly.jsonl!1", "analyse", "process_died"),
        ("deadly.jsonl!3", "analyse", "too_slow"),
        ("deadly.jsonl!4", "analyse", "process_died"),
        ("deadly.jsonl!6", "analyse", "too_large_in_memory"),
    ]
    analysed = "select is_analysed, count(*) from documents group by all order by 1"
    assert rows(fragile.warehouse, analysed) == [(False, 4), (True, 4)]


def test_memory_that_one_document_keeps_costs_no_other(news: Path, fragile: Settings) -> None:
    """Where it is missing afterwards, what lacks it has another process."""
    for number, word in enumerate(("HOARD some", "NEED most", "hold")):
        (news / f"{number}.txt").write_text(f"The walls will {word}, said Tom Berg.")
    run = ingest([str(news)], fragile)
    assert (run.status, run.new, run.rejected) == ("published", 5, 0)
