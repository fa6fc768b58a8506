"""A file that cannot be read is a calm page, which mends itself once the file is there again."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.onrecord.dashboard_archive import published
from tests.onrecord.dashboard_articles import BUDGET
from tests.onrecord.dashboard_browser import PATIENCE, dashboard, reading

HOLD = """
import duckdb, sys
held = [duckdb.connect(path) for path in sys.argv[1:]]
print("held", flush=True)
sys.stdin.read()
"""

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE * 1000)


def files(folder: Path) -> list[Path]:
    """List what readers may read, whichever of them they do."""
    return [path for path in folder.glob("*.duckdb") if path.name != "build.duckdb"]


@contextmanager
def held_open(paths: list[Path]) -> Iterator[None]:
    """Open files in another process in the way everybody does, for writing."""
    command = [sys.executable, "-c", HOLD, *map(str, paths)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"held\n"
        yield
        process.communicate()


def status(folder: Path) -> subprocess.CompletedProcess[str]:
    """Ask the command line."""
    command = [sys.executable, "-m", "onrecord", "status", "--data", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_locked_file_is_waited_for(context: BrowserContext, tmp_path: Path) -> None:
    """While another process holds the files the page says so, and then shows what is in them."""
    published(tmp_path, [BUDGET])
    log = tmp_path / "dashboard.log"
    with (
        dashboard(tmp_path / "onrecord.duckdb", log) as address,
        reading(context, address) as reader,
    ):
        with held_open(files(tmp_path)):
            page = reader.open()
            expect(page.locator(".state h2")).to_have_text("The warehouse cannot be read now")
            done = status(tmp_path)
            assert (done.returncode, done.stdout) == (1, "")
            assert "Traceback" not in done.stderr
        expect(page.locator(".numbers")).to_contain_text("1 document")
        expect(page.locator(".quotes .what")).to_have_count(5)
    assert "Traceback" not in log.read_text(encoding="utf-8")


@pytest.mark.parametrize("place", ["", "?document=x", "?entity=x", "?view=entities"])
def test_a_damaged_file_is_a_sentence(context: BrowserContext, tmp_path: Path, place: str) -> None:
    """Garbage is told of on each page, until a file is published in its stead."""
    published(tmp_path, [BUDGET])
    good = {path: path.read_bytes() for path in files(tmp_path)}
    for path in good:
        path.write_bytes(b"\x00garbage\xff" * 4096)
    log = tmp_path / "dashboard.log"
    with (
        dashboard(tmp_path / "onrecord.duckdb", log) as address,
        reading(context, address) as reader,
    ):
        page = reader.open(place)
        expect(page.locator(".state h2")).to_have_text("The warehouse cannot be read now")
        done = status(tmp_path)
        assert (done.returncode, done.stdout) == (1, "")
        assert "Traceback" not in done.stderr
        for path, held in good.items():
            path.with_suffix(".new").write_bytes(held)
            path.with_suffix(".new").replace(path)
        expect(page.locator(".numbers")).to_contain_text("1 document")
    assert "Traceback" not in log.read_text(encoding="utf-8")
