"""What a document said before stays to be asked for, with the text in which it stood."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.contents import column, contents
from tests.warehouse.reports import NOON, Report, batch
from tests.warehouse.test_build import RUN
from warehouse import version_query
from warehouse.build import Build
from warehouse.lake import Lake
from warehouse.publish import publish
from warehouse.query import UnknownDocument, Warehouse

FIRST = Report("news/ferry.txt", role="captain")
SECOND = replace(FIRST, words="no ferry sails")
OTHER = Report("wire/ferry.txt", words="the tide turns")
KEY = FIRST.document_id


def said(build: Build) -> list[tuple[Any, ...]]:
    """Give the earlier quotes, by version."""
    return build.con.execute(
        "select version, speaker, cue_text, said from earlier_quotes order by version, said"
    ).fetchall()


def test_an_edit_keeps_what_was_said_before(lake: Lake, build: Build) -> None:
    """The quotes of the version before, its text and what made them stay; the current has none."""
    lake.write(batch([FIRST, OTHER], 1))
    lake.write(batch([replace(SECOND, fingerprint="f2")], 2))
    build.load(lake)
    assert said(build) == [(1, "Ines Falk", "told", FIRST.words)]
    assert build.con.execute(
        "select version, text, fingerprint, is_analysed from document_versions "
        "where document_id = $key order by version",
        {"key": KEY},
    ).fetchall() == [(1, FIRST.text, "f1", True), (2, None, "f2", True)]


def test_history_is_the_same_made_anew(lake: Lake, build: Build, tmp_path: Path) -> None:
    """Edited, edited back, removed and come back: step by step or at once, the tables are equal."""
    steps = [batch([FIRST, OTHER], 1), batch([SECOND], 2), batch([FIRST], 3),
             batch([], 4, removed=[KEY]), batch([SECOND], 5)]  # fmt: skip
    for one in steps:
        lake.write(one)
        build.load(lake)
        build.resolve()
    assert [version for version, *_ in said(build)] == [1, 2, 3]
    assert column(build, "select version from document_versions where is_removed") == [4]
    assert [check for check in build.check("r") if not check.is_passed] == []
    with Build(tmp_path / "anew.duckdb") as anew:
        anew.load(lake)
        anew.resolve()
        assert contents(anew) == contents(build)


def test_an_analysis_made_anew_leaves_nothing_behind(lake: Lake, build: Build) -> None:
    """Rows that another model makes replace those of the version; earlier ones keep their own."""
    lake.write(batch([FIRST], 1))
    lake.write(batch([SECOND], 2))
    lake.write(batch([replace(SECOND, fingerprint="f2")], 3))
    build.load(lake)
    assert said(build) == [(1, "Ines Falk", "told", FIRST.words)]
    found = column(build, "select fingerprint from document_versions order by version")
    assert found == ["f1", "f2"]


def test_what_is_gone_is_kept_as_well(lake: Lake, build: Build) -> None:
    """A removed document leaves its last text and its quotes to its last version."""
    lake.write(batch([FIRST], 1))
    lake.write(batch([], 2, removed=[KEY]))
    build.load(lake)
    assert said(build) == [(1, "Ines Falk", "told", FIRST.words)]
    assert column(build, "select text from document_versions order by version") == [
        FIRST.text,
        None,
    ]


@pytest.fixture
def archive(lake: Lake, build: Build, tmp_path: Path) -> Warehouse:
    """Publish a document that was edited, one that was removed, and one that is as it was."""
    gone = Report("old/tide.txt")
    lake.write(batch([FIRST, OTHER, gone], 1))
    lake.write(batch([SECOND], 2, removed=[gone.document_id]))
    build.load(lake)
    build.resolve()
    publish(build, tmp_path / "onrecord.duckdb", replace(RUN, status="published"))
    return Warehouse(tmp_path / "onrecord.duckdb")


def test_each_version_gives_its_quotes_and_text(archive: Warehouse) -> None:
    """Current or not, a version is asked for in the same way."""
    for version, report in ((1, FIRST), (2, SECOND)):
        (quote,) = version_query.quotes(archive, KEY, version).dicts()
        assert (quote["speaker"], quote["said"]) == ("Ines Falk", report.words)
        assert version_query.text(archive, KEY, version) == report.text
    assert version_query.quotes(archive, KEY, 3).rows == []


def test_a_removed_document_still_has_its_history(archive: Warehouse) -> None:
    """It is found by its name; its last version is its removal, without text or quotes."""
    last, first = version_query.history(archive, "old/tide.txt")
    assert (last["version"], last["is_removed"], first["is_removed"]) == (2, True, False)
    assert version_query.text(archive, last["document_id"], 2) == ""
    with pytest.raises(UnknownDocument, match=r"tide\.txt was removed: .* 2026-03-14 at 12:00"):
        archive.document("tide.txt")
    assert last["seen_at"] == NOON


def test_what_is_there_is_meant_before_what_is_gone(
    lake: Lake, build: Build, tmp_path: Path
) -> None:
    """A file that was moved is found under its name, the old place under its whole path."""
    old, new = Report("a/x.txt"), Report("b/x.txt")
    lake.write(batch([old], 1))
    lake.write(batch([new], 2, removed=[old.document_id]))
    build.load(lake)
    publish(build, tmp_path / "onrecord.duckdb")
    moved = Warehouse(tmp_path / "onrecord.duckdb")
    assert moved.meant("x.txt").document_id == new.document_id
    assert moved.meant("a/x.txt").document_id == old.document_id
    assert moved.meant("wire/b/x.txt").document_id == new.document_id
