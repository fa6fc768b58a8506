"""Corrections reach the published file at once, and stay in it through every run."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.derive import correct
from flows.direct import ingest
from flows.settings import Settings
from tests.flows.conftest import SECOND
from tests.flows.tables import contents, rows
from warehouse import overrides
from warehouse.build import Build, BuildBusy
from warehouse.override_lines import correction

RENAMED = correction("rename", name="Tom Berg", value="Thomas Berg")
SPEAKERS = "select distinct speaker_name from quotes where speaker_name like '%Berg' order by 1"


def test_a_correction_is_published_without_a_run(news: Path, settings: Settings) -> None:
    """Nothing is analysed; the row of runs tells that somebody corrected."""
    ingest([str(news)], settings)
    overrides.append(settings.overrides, [RENAMED])
    assert correct(settings).words == 0
    assert rows(settings.warehouse, SPEAKERS) == [("Thomas Berg",)]
    last = "select trigger, status from runs order by started_at desc limit 1"
    assert rows(settings.warehouse, last) == [("correction", "published")]
    assert ingest([str(news)], settings).status == "unchanged"


def test_a_run_applies_what_was_only_written(news: Path, settings: Settings) -> None:
    """A log that has changed is reason enough to publish, though no document has."""
    ingest([str(news)], settings)
    overrides.append(settings.overrides, [RENAMED])
    run = ingest([str(news)], settings)
    assert (run.status, run.words) == ("published", 0)
    assert rows(settings.warehouse, SPEAKERS) == [("Thomas Berg",)]
    assert ingest([str(news)], settings).status == "unchanged"
    settings.overrides.unlink()
    ingest([str(news)], settings)
    assert rows(settings.warehouse, SPEAKERS) == [("Tom Berg",)]


def test_corrections_outlive_edits_and_a_lost_build(news: Path, settings: Settings) -> None:
    """Documents may change, and the build may be made anew from the lake: they are applied."""
    overrides.append(settings.overrides, [RENAMED])
    ingest([str(news)], settings)
    (news / "pilots.txt").write_text(SECOND.replace("insult", "outrage"))
    ingest([str(news)], settings)
    assert rows(settings.warehouse, SPEAKERS) == [("Thomas Berg",)]
    before = contents(settings.warehouse)
    settings.build.unlink()
    assert ingest([str(news)], settings).words == 0
    assert contents(settings.warehouse) == before


def test_an_undone_correction_leaves_no_trace(news: Path, settings: Settings) -> None:
    """After an undo the tables are those of before the correction."""
    ingest([str(news)], settings)
    before = contents(settings.warehouse)
    (added,) = overrides.append(settings.overrides, [RENAMED])
    correct(settings)
    assert contents(settings.warehouse) != before
    overrides.append(settings.overrides, [correction("undo", value=added.override_id)])
    correct(settings)
    assert contents(settings.warehouse) == before


def test_a_broken_log_fails_no_run(news: Path, settings: Settings) -> None:
    """What cannot be read or applied is a row with its reason; the run publishes."""
    settings.overrides.parent.mkdir()
    settings.overrides.write_bytes(b"action,name,value\nrename,Nobody,Somebody\n\xff,,\nrename\n")
    assert ingest([str(news)], settings).status == "published"
    found = rows(settings.warehouse, "select line, state from overrides order by line")
    assert found == [(2, "conflict"), (3, "malformed"), (4, "malformed")]
    failed = rows(settings.warehouse, "select name, severity from checks where not is_passed")
    assert failed == [("every_correction_applies", "warning")]


def test_a_run_under_way_is_not_disturbed(news: Path, settings: Settings) -> None:
    """While a run owns the build nothing is applied; the log keeps the correction for it."""
    ingest([str(news)], settings)
    overrides.append(settings.overrides, [RENAMED])
    with Build(settings.build), pytest.raises(BuildBusy):
        correct(settings)
    assert len(overrides.read(settings.overrides).rows) == 1
