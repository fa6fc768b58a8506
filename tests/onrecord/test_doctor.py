"""The command that looks everything over: what a person sees, and what a script gets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from onrecord.cli import app
from tests.onrecord.dashboard_archive import published
from tests.onrecord.dashboard_articles import ARTICLES


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish an archive; give its folder."""
    folder = tmp_path_factory.mktemp("doctor") / "data"
    published(folder, ARTICLES)
    folder.chmod(0o700)
    return folder


def doctor(data: Path, *words: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(app, ["doctor", "--data", str(data), *words])


def test_all_is_well(data: Path) -> None:
    """A person sees a line for each thing, with its mark in front; the exit code is 0."""
    done = doctor(data)
    assert done.exit_code == 0
    assert {line.split()[0] for line in done.stdout.splitlines()} == {"ok"}
    assert "onrecord.duckdb: 4 documents" in done.stdout


def test_what_is_wrong_comes_with_the_way_out(data: Path) -> None:
    """What is wrong is told in one line with what to do; the exit code is 1."""
    served = data / "served.duckdb"
    served.write_bytes(b"\x1b[2J")
    try:
        done = doctor(data)
        found = json.loads(doctor(data, "--json").stdout)
    finally:
        served.unlink()
    assert done.exit_code == 1
    [line] = [line for line in done.stdout.splitlines() if line.startswith("wrong")]
    assert line.startswith("wrong served.duckdb: cannot be read: ")
    assert line.endswith("Run `onrecord run`: it publishes the file anew.")
    assert len(found) == len(done.stdout.splitlines())
    assert {"mark", "subject", "told", "remedy"} == set(found[0])
    assert [one["subject"] for one in found if one["mark"] == "wrong"] == ["served.duckdb"]


def test_what_is_only_worth_a_look_is_no_failure(tmp_path: Path) -> None:
    """Without a data folder nothing is wrong yet."""
    done = doctor(tmp_path / "none")
    assert done.exit_code == 0
    assert "look  data folder:" in done.stdout


@pytest.mark.parametrize(
    ("text", "told"),
    [("proceses = 2", "proceses"), ("processes = 'x'", "processes = 'x'"), ("a b", "line 1")],
)
def test_settings_that_cannot_be_used_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, told: str
) -> None:
    """An unknown key, a wrong value and a file that is no TOML: each is a finding, not the end."""
    (tmp_path / "onrecord.toml").write_text(text)
    monkeypatch.chdir(tmp_path)
    done = doctor(tmp_path / "data")
    assert done.exit_code == 1
    assert "ok    Python" in done.stdout
    [line] = [line for line in done.stdout.splitlines() if line.startswith("wrong settings:")]
    assert told in line
    assert "onrecord.toml" in line


def test_a_secret_is_not_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A token that is too short is refused without being shown."""
    monkeypatch.setenv("ONRECORD_DASHBOARD_TOKEN", "hunter2")
    done = doctor(tmp_path / "data")
    assert done.exit_code == 1
    assert "dashboard_token" in done.stdout
    assert "hunter2" not in done.stdout + done.stderr
