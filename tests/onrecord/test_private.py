"""What commands write belongs to whoever runs them."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.onrecord.dashboard_archive import published
from tests.onrecord.dashboard_articles import ARTICLES


def onrecord(*words: str, data: Path) -> None:
    """Run the command under the usual umask, which lets everybody read."""
    command = [sys.executable, "-m", "onrecord", *words, "--data", str(data)]
    subprocess.run(command, check=True, capture_output=True, umask=0o022)


def modes(folder: Path) -> dict[str, int]:
    """Give the rights of a folder and of everything in it."""
    found = {".": folder, **{str(one.relative_to(folder)): one for one in folder.rglob("*")}}
    return {name: stat.S_IMODE(path.stat().st_mode) for name, path in found.items()}


@pytest.mark.parametrize("how", [["--direct"], []], ids=["direct", "flow"])
def test_the_data_folder_is_its_owners(tmp_path: Path, how: list[str]) -> None:
    """Lake, build, published file, inbox and Prefect's home: nobody else may look into them."""
    letter = tmp_path / "letter.txt"
    letter.write_text('"We have paid," said Ana Kovac, the mayor.', encoding="utf-8")
    letter.chmod(0o644)
    data = tmp_path / "deep" / "data"
    onrecord("add", str(letter), data=data)
    onrecord("run", *how, f"inbox={data / 'inbox'}", data=data)
    onrecord("entities", "rename", "Ana Kovac", "Ana Kovač", "--no-build", data=data)
    found = modes(data)
    assert {"onrecord.duckdb", "build.duckdb", "overrides.csv", "inbox/letter.txt"} <= found.keys()
    assert how or any(name.startswith("prefect/") for name in found)
    assert not {name: oct(mode) for name, mode in found.items() if mode & 0o077}
    assert (data / "inbox" / "letter.txt").stat().st_mtime == letter.stat().st_mtime


def test_a_folder_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    """Who has opened the data folder to others has meant it: only what is new is private."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data").chmod(0o755)
    (tmp_path / "letter.txt").write_text("Words.", encoding="utf-8")
    onrecord("add", str(tmp_path / "letter.txt"), data=tmp_path / "data")
    assert modes(tmp_path / "data") == {".": 0o755, "inbox": 0o700, "inbox/letter.txt": 0o600}


def test_an_export_is_as_open_as_its_owner_wants(tmp_path: Path) -> None:
    """Exports are made to be passed on: the person's own umask holds."""
    published(tmp_path / "data", ARTICLES)
    onrecord("export", str(tmp_path / "out"), "--table", "quotes", data=tmp_path / "data")
    assert modes(tmp_path / "out") == {".": 0o755, "quotes.parquet": 0o644}
