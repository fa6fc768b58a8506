"""Whatever lies in a folder, a run ends well and says of each file what became of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from flows.direct import ingest
from flows.progress import Silence, listening
from flows.settings import Settings
from tests.flows.conftest import FIRST, SECOND
from tests.flows.tables import rows
from tests.hostile.mutants import mutants
from tests.hostile.samples import samples
from tests.hostile.written import files, place

CANARY = "The canary sings in the cellar."
SEED = 20260312
TOLD = """
    select source_file from documents
    union
    select source_file from rejects where not is_resolved and reason <> '' and remedy <> ''
"""
FAULTS = """
    select source_path, error_type, reason from rejects
    where error_type in ('process_died', 'analysis_failed', 'normalise_failed')
"""
"""Rejects that are true, and still our fault."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder beside which lies something that no document may take in."""
    (tmp_path / "secret.txt").write_text(CANARY)
    inside = tmp_path / "hostile"
    inside.mkdir()
    return inside


def taken_in(folder: Path, settings: Settings, names: set[str]) -> None:
    """Ingest a folder and claim everything that holds for every folder."""
    before, processes = set(_beside(folder, settings)), _children()
    run = ingest([str(folder)], settings)
    assert run.status == "published"
    shown = {name.encode("utf-8", "backslashreplace").decode() for name in names}
    assert shown - {name for (name,) in rows(settings.warehouse, TOLD)} == set()
    assert rows(settings.warehouse, "select * from rejects where reason = '' or remedy = ''") == []
    assert rows(settings.warehouse, FAULTS) == []
    taken = "select source_path from documents where contains(concat(text, title), '{}')"
    assert rows(settings.warehouse, taken.format(CANARY)) == []
    assert set(_beside(folder, settings)) == before
    assert _children() == processes
    peak = max(map(_peak, psutil.Process().children()))
    print(f"Peak of a process: {peak:,} bytes. {run.new} documents, {run.rejected} rejects.")
    assert peak < settings.max_memory_bytes


def _beside(folder: Path, settings: Settings) -> Iterator[tuple[str, int]]:
    """List what lies around the folder and in it, but for the data folder."""
    for place_, folders, names in os.walk(folder.parent):
        folders[:] = [name for name in folders if Path(place_, name) != settings.data]
        for name in names:
            yield str(Path(place_, name)), os.lstat(Path(place_, name)).st_size


def _children() -> int:
    return len(psutil.Process().children(recursive=True))


def _peak(process: psutil.Process) -> int:
    """Give the most memory that a process has had, where the system tells."""
    status = Path(f"/proc/{process.pid}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))


@pytest.mark.prove
def test_what_enemies_write_is_a_document_or_a_reject(folder: Path, settings: Settings) -> None:
    """Bombs, links, devices, names, entities and nonsense: the run tells of each file."""
    names = place(folder, folder.parent / "secret.txt")
    for name, data in files(folder.parent / "secret.txt"):
        (folder / name).write_bytes(data)
        names.add(name)
    taken_in(folder, settings, names)


@pytest.mark.parametrize(
    "count", [150, pytest.param(2_400, marks=pytest.mark.prove)], ids=["some", "many"]
)
def test_damaged_files_are_documents_or_rejects(
    folder: Path, settings: Settings, count: int
) -> None:
    """However a file of any format is damaged, it costs at most itself."""
    names = set()
    for name, data in mutants(samples(), count, SEED):
        (folder / name).write_bytes(data)
        names.add(name)
    assert len(names) == count
    taken_in(folder, settings, names)


class Meddler(Silence):
    """Changes files once the run has planned what to read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def stage(self, name: str) -> None:
        """Remove, cut, lengthen and replace files."""
        if name == "Loading the language model":
            (self._folder / "gone.txt").unlink()
            (self._folder / "cut.jsonl").write_text('{"te')
            (self._folder / "longer.txt").write_text(FIRST + SECOND)
            (self._folder / "folder.txt").unlink()
            (self._folder / "folder.txt").mkdir()


def test_files_may_change_while_they_are_read(folder: Path, settings: Settings) -> None:
    """What is gone or different when its turn comes is told of, and settled by the next run."""
    for name in ("gone.txt", "cut.jsonl", "longer.txt", "folder.txt", "still.txt"):
        (folder / name).write_text('{"text": "One."}\n' * 9 if name == "cut.jsonl" else FIRST)
    with listening(Meddler(folder)):
        run = ingest([str(folder)], settings)
    assert (run.status, run.rejected) == ("published", 3)
    run = ingest([str(folder)], settings)
    assert run.status == "published"
    left = "select source_file, error_type from rejects where not is_resolved"
    assert rows(settings.warehouse, left) == [("cut.jsonl", "bad_json")]
    assert ingest([str(folder)], settings).status == "unchanged"
