"""Whatever comes between a run and its publication, the next plain run publishes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from flows import derive as correcting
from flows import stages
from flows.direct import ingest
from flows.settings import Settings, load
from tests.flows.tables import rows
from tests.warehouse.test_build import python
from tests.warehouse.test_publication import HOLD
from transforms.tables import Override
from warehouse import overrides, publication, publish
from warehouse.override_lines import correction
from warehouse.reader import twin

NUMBERS = "select count(*) from documents"
MAYOR = "select name from entities where name like '%Lund'"


class Yesterday(datetime):
    """A clock that is a day late."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Yesterday:
        """Give the time as it was."""
        return super().now(tz) - timedelta(days=1)


class Killed(BaseException):
    """Stands for a kill: nothing that tidies up may be relied on."""


@pytest.fixture
def third(news: Path, settings: Settings) -> Path:
    """Publish two documents, then bring a third."""
    ingest([str(news)], settings)
    path = news / "third.txt"
    path.write_text("Anna Roth said that the ferry was late.")
    return path


def killing(function: Callable[..., object], nth: int) -> Callable[..., object]:
    """Give a function that dies at its n-th call."""
    calls = iter(range(1, 1000))

    def dies(*given: object, **named: object) -> object:
        if next(calls) == nth:
            raise Killed
        return function(*given, **named)

    return dies


@pytest.mark.parametrize("nth", [1, 2], ids=["before the swaps", "between the swaps"])
def test_a_kill_while_publishing_is_made_good(
    news: Path, settings: Settings, third: Path, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    """Killed before either file is in place, the next run does not say that nothing is to do."""
    monkeypatch.setattr(publish.shutil, "copyfile", killing(shutil.copyfile, nth))
    with pytest.raises(Killed):
        ingest([str(news)], settings)
    monkeypatch.undo()
    assert rows(settings.warehouse, NUMBERS) == [(2,)]
    assert ingest([str(news)], settings).status == "published"
    assert rows(settings.warehouse, NUMBERS) == [(3,)]
    assert rows(twin(settings.warehouse), NUMBERS) == [(3,)]
    statuses = rows(settings.warehouse, "select status from runs order by run_number")
    assert [status for (status,) in statuses] == ["published", "interrupted", "published"]
    assert ingest([str(news)], settings).status == "unchanged"


def test_a_full_disk_while_publishing_is_made_good(
    news: Path, settings: Settings, third: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error while copying fails the run; the next one publishes what it had."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(publish.shutil, "copyfile", full)
    with pytest.raises(publish.ExpectedError, match="No space left"):
        ingest([str(news)], settings)
    monkeypatch.undo()
    assert ingest([str(news)], settings).status == "published"
    assert rows(settings.warehouse, NUMBERS) == [(3,)]


def mayor_of(settings: Settings) -> Override:
    """Rename the mayor."""
    ((entity_id, name),) = rows(
        settings.warehouse, "select entity_id, name from entities where name like '%Lund'"
    )
    return correction(
        "rename", entity_id=entity_id, name=name, entity_type="PERSON", value="Mayor Lund"
    )


def test_an_interrupted_correction_is_published(
    news: Path, settings: Settings, third: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed while publishing a correction, the next run publishes it, no document changed."""
    ingest([str(news)], settings)
    overrides.append(settings.overrides, [mayor_of(settings)])
    monkeypatch.setattr(publish.shutil, "copyfile", killing(shutil.copyfile, 1))
    with pytest.raises(Killed):
        correcting.correct(settings)
    monkeypatch.undo()
    assert ingest([str(news)], settings).status == "published"
    assert rows(settings.warehouse, MAYOR) == [("Mayor Lund",)]


def test_a_file_that_was_damaged_is_published_anew(news: Path, settings: Settings) -> None:
    """Truncated or overwritten, it is replaced by a run that finds every document unchanged."""
    ingest([str(news)], settings)
    os.truncate(settings.warehouse, 70_000)
    assert ingest([str(news)], settings).status == "published"
    settings.warehouse.write_text("no database")
    assert ingest([str(news)], settings).status == "published"
    assert rows(settings.warehouse, NUMBERS) == [(2,)]


def test_changed_definitions_are_published(
    news: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a mart, macro, check or rule has changed, the next run publishes."""
    ingest([str(news)], settings)
    monkeypatch.setattr(publication, "definitions", lambda: "of another version")
    assert ingest([str(news)], settings).status == "published"
    assert ingest([str(news)], settings).status == "unchanged"


def test_a_changed_gazetteer_is_published(news: Path, settings: Settings, tmp_path: Path) -> None:
    """Names of one's own count from the next run on."""
    ingest([str(news)], settings)
    own = tmp_path / "own.csv"
    own.write_text("name,type,id,aliases\nAda Lund,PERSON,Q1,\n")
    with_names = load(data=settings.data, gazetteer=own)
    assert ingest([str(news)], with_names).status == "published"
    own.write_text("name,type,id,aliases\nAda Lund,PERSON,Q2,\n")
    assert ingest([str(news)], with_names).status == "published"
    linked = rows(settings.warehouse, "select wikidata_id from entities where name like '%Lund'")
    assert linked == [("Q2",)]


def test_a_clock_set_back_changes_nothing(
    news: Path, settings: Settings, third: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Runs are counted: the last one is the last one, though its clock says yesterday."""
    monkeypatch.setattr(stages, "datetime", Yesterday)
    monkeypatch.setattr(publish.shutil, "copyfile", killing(shutil.copyfile, 1))
    with pytest.raises(Killed):
        ingest([str(news)], settings)
    monkeypatch.undo()
    assert ingest([str(news)], settings).status == "published"
    assert rows(settings.warehouse, NUMBERS) == [(3,)]
    assert rows(settings.warehouse, "select run_number from runs order by 1") == [(1,), (2,), (3,)]


def test_a_locked_file_stops_no_run(news: Path, settings: Settings, third: Path) -> None:
    """While somebody holds the published file open for writing, a run publishes."""
    for expected in ("published", "unchanged"):
        with python(HOLD, settings.warehouse) as holder:
            assert holder.stdout is not None
            holder.stdout.readline()
            assert ingest([str(news)], settings).status == expected
            holder.kill()
    assert rows(settings.warehouse, NUMBERS) == [(3,)]
