"""What people hand over is read by every plain run."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from flows.direct import ingest
from flows.discover import PathError
from flows.inbox import add, listed, standing
from flows.settings import Settings, load
from tests.flows.conftest import SECOND
from tests.flows.tables import rows

PATHS = "select collection || '/' || source_path from documents order by 1"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Work in a folder without a demo collection, with a data folder of its own."""
    monkeypatch.chdir(tmp_path)
    return load(data=tmp_path / "data")


def test_what_is_added_is_read_ever_after(news: Path, settings: Settings) -> None:
    """A run without paths takes it in, the original may go, and a new version is an edit."""
    add([str(news / "bridge.txt")], settings)
    assert ingest([], settings).new == 1
    shutil.copy(news / "pilots.txt", news / "bridge.txt")
    assert ingest([], settings).status == "unchanged"
    assert add([str(news / "bridge.txt")], settings, replace=True).replaced == ["bridge.txt"]
    shutil.rmtree(news)
    assert ingest([], settings).changed == 1
    assert rows(settings.warehouse, PATHS) == [("inbox/bridge.txt",)]
    assert rows(settings.warehouse, "select version, text from documents") == [(2, SECOND)]


def test_sources_are_read_beside_the_inbox(news: Path, settings: Settings, tmp_path: Path) -> None:
    """The folders that the settings name stay what a plain run reads."""
    chosen = load(data=settings.data, sources=(str(news),))
    letter = tmp_path / "letter.txt"
    letter.write_text(SECOND)
    add([str(letter)], chosen)
    ingest([], chosen)
    assert rows(settings.warehouse, PATHS) == [
        ("inbox/letter.txt",), ("news/bridge.txt",), ("news/pilots.txt",),
    ]  # fmt: skip


def test_without_anything_the_demo_is_missed(settings: Settings) -> None:
    """Where there is neither demo nor anything added, a plain run says that there is nothing."""
    with pytest.raises(PathError, match="nothing at 'seeds'"):
        ingest([], settings)


def test_a_source_that_is_named_is_missed(settings: Settings, news: Path) -> None:
    """A folder that the settings name is never left out in silence."""
    add([str(news / "bridge.txt")], settings)
    assert standing(settings) == [f"inbox={settings.inbox}"]
    with pytest.raises(PathError, match="nothing at 'nowhere'"):
        ingest([], load(data=settings.data, sources=("nowhere",)))


def test_a_data_folder_can_be_copied(news: Path, settings: Settings, tmp_path: Path) -> None:
    """The inbox is that of the data folder, wherever it lies."""
    add([str(news / "bridge.txt")], settings)
    ingest([], settings)
    shutil.copytree(settings.data, tmp_path / "copy")
    run = ingest([], load(data=tmp_path / "copy"))
    assert (run.new, run.removed, run.unchanged) == (0, 0, 1)


def test_the_same_again_changes_nothing(news: Path, settings: Settings) -> None:
    """Adding a file twice, or from two places with equal content, is adding it once."""
    again = news / "again"
    again.mkdir()
    shutil.copy(news / "bridge.txt", again)
    assert add([str(news / "bridge.txt")] * 2, settings).new == ["bridge.txt"]
    before = (settings.inbox / "bridge.txt").stat()
    assert add([str(again / "bridge.txt")], settings).there == ["bridge.txt"]
    assert (settings.inbox / "bridge.txt").stat() == before


def test_what_describes_a_file_comes_along(news: Path, settings: Settings) -> None:
    """A file `a.txt.meta.json` beside a file is copied with it; a change of it is a change."""
    meta = news / "bridge.txt.meta.json"
    meta.write_text('{"title": "A bridge"}')
    add([str(news / "bridge.txt")], settings)
    ingest([], settings)
    assert rows(settings.warehouse, "select title from documents") == [("A bridge",)]
    meta.unlink()
    with pytest.raises(PathError, match="--replace"):
        add([str(news / "bridge.txt")], settings)
    add([str(news / "bridge.txt")], settings, replace=True)
    assert [path.name for path in settings.inbox.iterdir()] == ["bridge.txt"]


def test_all_are_added_or_none(news: Path, settings: Settings) -> None:
    """Where one of several cannot be added, nothing is copied."""
    with pytest.raises(PathError, match="no file"):
        add([str(news / "bridge.txt"), str(news / "moon.txt")], settings)
    assert not settings.inbox.exists()


def test_a_list_names_files_beside_it(news: Path, settings: Settings) -> None:
    """Paths in a list are those from its folder; comments and empty lines are passed over."""
    paper = news / "paper.lst"
    paper.write_text("# today\nbridge.txt\n\n  pilots.txt\n")
    assert add(listed(paper), settings).new == ["bridge.txt", "pilots.txt"]
