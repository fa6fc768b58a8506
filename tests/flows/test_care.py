"""Damage is noticed, set aside, told, and made good by one plain run."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import duckdb
import pytest

from flows import derive, upkeep
from flows.direct import ingest
from flows.progress import Silence, listening
from flows.settings import Settings
from tests.flows.tables import contents, rows
from transforms.errors import ExpectedError
from warehouse.build import BuildDamaged
from warehouse.reader import twin


class Heard(Silence):
    """A listener that keeps what it is warned of."""

    def __init__(self) -> None:
        self.warnings: list[str] = []

    def warn(self, sentence: str) -> None:
        """Keep it."""
        self.warnings.append(sentence)


@pytest.fixture
def published(news: Path, settings: Settings) -> dict[str, list[str]]:
    """Ingest two documents, each in a batch of its own; give what is published."""
    ingest([str(news / "bridge.txt")], settings)
    ingest([str(news)], settings)
    return contents(settings.warehouse)


def batch(settings: Settings, table: str) -> Path:
    """Give the first file of a table of the lake."""
    return min((settings.lake / table).glob("*.parquet"))


def test_a_lost_build_comes_back_whole(
    news: Path, settings: Settings, published: dict[str, list[str]]
) -> None:
    """Without its build the next run loads the lake, and knows every run before it."""
    runs = rows(settings.warehouse, "select * from runs order by run_number")
    settings.build.unlink()
    assert ingest([str(news)], settings).status == "unchanged"
    (news / "third.txt").write_text("Anna Roth said that the ferry was late.")
    ingest([str(news)], settings)
    (news / "third.txt").unlink()
    ingest([str(news)], settings)
    found = rows(settings.warehouse, "select * from runs order by run_number")
    assert found[: len(runs)] == runs
    assert [row[1] for row in found] == list(range(1, len(found) + 1))


@pytest.mark.parametrize("size", [0, 100, 20_000])
def test_a_damaged_build_is_set_aside(
    news: Path, settings: Settings, published: dict[str, list[str]], size: int
) -> None:
    """A build that was cut short is kept beside, and made anew from the lake."""
    settings.build.write_bytes(settings.build.read_bytes()[:size] + b"?" * 50)
    ingest([str(news)], settings)
    assert derive.rebuild(settings).status == "published"
    assert contents(settings.warehouse) == published
    assert list(settings.data.glob("build.duckdb.damaged-*"))


def test_a_build_that_is_damaged_within_is_told(
    news: Path, settings: Settings, published: dict[str, list[str]]
) -> None:
    """What is only found when it is read ends in a sentence, and the next run is as ever."""
    data = bytearray(settings.build.read_bytes())
    for place in range(300_000, len(data) - 5_000, 100_000):
        data[place : place + 5_000] = bytes(5_000)
    settings.build.write_bytes(data)
    with suppress(BuildDamaged):  # it may be in pages that nothing reads
        derive.correct(settings)
    ingest([str(news)], settings)
    derive.correct(settings)
    assert contents(settings.warehouse) == published


def cut(settings: Settings) -> None:
    """Cut a file of quotes."""
    path = batch(settings, "quotes")
    path.write_bytes(path.read_bytes()[:-9])


def without_text(settings: Settings) -> None:
    """Lose the texts of a batch."""
    batch(settings, "documents").unlink()


def garbled_manifest(settings: Settings) -> None:
    """Overwrite a manifest, and the footer that repeats it."""
    path = min((settings.lake / "manifests").glob("*.json"))
    path.write_text("{")
    batch(settings, "documents").write_text("PAR1")


DAMAGES = (cut, without_text, garbled_manifest)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda one: one.__name__)
@pytest.mark.parametrize("is_build_lost", [False, True], ids=["", "without a build"])
def test_a_damaged_batch_is_read_again(
    news: Path,
    settings: Settings,
    published: dict[str, list[str]],
    damage: Callable[[Settings], None],
    is_build_lost: bool,
) -> None:
    """It is set aside and told; its documents are read from their sources, and all is as before."""
    damage(settings)
    assert upkeep.verify(settings, is_full=True)
    if is_build_lost:
        settings.build.unlink()
    heard = Heard()
    with listening(heard):
        run = ingest([str(news)], settings)
    assert run.status == "published"
    assert run.new + run.changed == 1
    assert any("lake/quarantine" in sentence for sentence in heard.warnings)
    assert list((settings.lake / "quarantine").iterdir())
    assert contents(settings.warehouse) == published
    assert upkeep.verify(settings, is_full=True) == []
    derive.rebuild(settings)
    assert contents(settings.warehouse) == published


def test_a_lost_manifest_costs_nothing(
    news: Path, settings: Settings, published: dict[str, list[str]]
) -> None:
    """It is brought back from the rows; nothing is read again, nothing deleted."""
    before = {path.name for path in (settings.lake / "quotes").iterdir()}
    min((settings.lake / "manifests").glob("*.json")).unlink()
    assert ingest([str(news)], settings).status == "unchanged"
    assert {path.name for path in (settings.lake / "quotes").iterdir()} == before
    derive.rebuild(settings)
    assert contents(settings.warehouse) == published


def test_a_rebuild_and_a_compact_change_no_row(
    news: Path, settings: Settings, published: dict[str, list[str]]
) -> None:
    """All tables come from the lake alone, from many files or few."""
    derive.rebuild(settings)
    assert contents(settings.warehouse) == published
    assert upkeep.compact(settings).packed == 2
    assert ingest([str(news)], settings).status == "unchanged"
    derive.rebuild(settings)
    assert contents(settings.warehouse) == published
    assert upkeep.verify(settings, is_full=True) == []
    statuses = rows(settings.warehouse, "select trigger from runs order by run_number")
    assert [name for (name,) in statuses] == ["direct", "direct", "rebuild", "direct", "rebuild"]


def test_what_was_published_is_verified(
    news: Path, settings: Settings, published: dict[str, list[str]]
) -> None:
    """A changed file is found at a glance; one that differs within, when every byte is read."""
    assert upkeep.verify(settings, is_full=True) == []
    before = settings.warehouse.stat()
    with duckdb.connect(str(settings.warehouse)) as con:
        con.execute("delete from quotes")
    assert [one.subject for one in upkeep.verify(settings, is_full=False)] == ["onrecord.duckdb"]
    os.utime(settings.warehouse, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert upkeep.verify(settings, is_full=False) == []
    (found,) = upkeep.verify(settings, is_full=True)
    assert found.told == f"it differs from {twin(settings.warehouse).name}"


def test_a_folder_that_cannot_be_written_is_told(settings: Settings, news: Path) -> None:
    """A data folder that is a file is a sentence with the way out."""
    settings.data.write_text("a file")
    with pytest.raises(ExpectedError, match="--data"):
        ingest([str(news)], settings)
