"""An address where a folder or file is wanted is refused with a sentence, and makes no folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from flows.discover import PathError, roots
from flows.inbox import add
from flows.settings import Settings, SettingsError, load

ADDRESSES = ["s3://bucket/folder", "gs://b", "https://a.example/b", "file:///srv/news", "S3://B/k"]


@pytest.fixture(autouse=True)
def _with_shared_workers() -> None:
    """Start none: nothing is analysed here."""


@pytest.mark.parametrize("given", ADDRESSES)
def test_no_source_is_an_address(given: str, settings: Settings) -> None:
    """Neither with a name for its collection nor without, nor as a file to be added."""
    for path in (given, f"news={given}"):
        with pytest.raises(PathError, match="is an address"):
            roots([path])
    with pytest.raises(PathError, match="is an address"):
        add([given], settings)


@pytest.mark.parametrize("given", ADDRESSES)
def test_the_data_folder_is_no_address(
    given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However it is given: as an argument, in the environment or in onrecord.toml."""
    monkeypatch.chdir(tmp_path)
    for one in (given, Path(given)):
        with pytest.raises(SettingsError, match="this is an address"):
            load(data=one)
    monkeypatch.setenv("ONRECORD_DATA", given)
    with pytest.raises(SettingsError, match="ONRECORD_"):
        load()
    monkeypatch.delenv("ONRECORD_DATA")
    (tmp_path / "onrecord.toml").write_text(f'data = "{given}"\n')
    with pytest.raises(SettingsError, match="this is an address"):
        load()
    assert [path.name for path in tmp_path.iterdir()] == ["onrecord.toml"]


@pytest.mark.parametrize("words", [["run", "--direct"], ["serve"], ["quotes"], ["retry"]])
def test_commands_refuse_an_address(words: list[str], tmp_path: Path) -> None:
    """With exit code 2, a sentence that names it, and nothing left behind."""
    command = [sys.executable, "-m", "onrecord", *words, "--data", "s3://bucket/folder"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "s3:/bucket/folder" in done.stderr
    assert "this is an address" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_paths_that_look_like_one_stay_paths(tmp_path: Path) -> None:
    """A colon in a name makes no address."""
    for name in ("a:b", "10:30 news", "s3:"):
        (tmp_path / name).mkdir()
        assert load(data=tmp_path / name).data == tmp_path / name
        assert roots([str(tmp_path / name)])[0].folder == tmp_path / name
