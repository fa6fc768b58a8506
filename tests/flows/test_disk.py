"""A full disk stops a run with a sentence and loses nothing."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.direct import ingest
from flows.settings import load
from tests.flows.tables import rows
from warehouse.aside import DiskError


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a file system of some megabytes; skip where that is not allowed."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("mounting a small disk is not allowed here")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(place: Path, leave: int) -> Path:
    """Write a file that leaves so many bytes free."""
    filler = place / "filler"
    free = shutil.disk_usage(place).free
    filler.write_bytes(bytes(max(0, free - leave)))
    return filler


def test_a_full_disk_is_told_and_healed(news: Path, small_disk: Path) -> None:
    """The message names the file and the way out; with room again, the run ends well."""
    settings = load(data=small_disk / "data")
    ingest([str(news)], settings)
    (news / "third.txt").write_text("Anna Roth said that the disk was full. " * 40)
    filler = fill(small_disk, 20_000)
    with pytest.raises(DiskError, match="Make room"):
        ingest([str(news)], settings)
    assert rows(settings.warehouse, "select count(*) from documents") == [(2,)]
    filler.unlink()
    ingest([str(news)], settings)
    assert rows(settings.warehouse, "select count(*) from documents") == [(3,)]
