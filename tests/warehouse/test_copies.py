"""Copies, exact and near, are marked as such over all documents, whatever came when."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.evaluation.copied_texts import Newsroom
from tests.warehouse.contents import column, contents
from tests.warehouse.reports import NOON, Report, batch
from transforms import duplicates
from warehouse import copies
from warehouse.build import Build
from warehouse.lake import Lake

LONG = (
    "the ferry sails on Monday at noon from the old harbour with sixty cars and two hundred people "
    "on board, and whoever comes late waits until the boat of the evening takes the rest across"
)


def resolved(build: Build, lake: Lake, *reports: Report, generation: int = 1) -> None:
    """Write, load and resolve some reports."""
    lake.write(batch(reports, generation))
    build.load(lake)
    build.resolve()


def marked(build: Build) -> list[Any]:
    """Give what each document is, in the order of the paths."""
    return build.con.execute(
        "select documents.source_path, one.source_path, documents.duplicate_kind from documents "
        "left join documents as one on one.document_id = documents.duplicate_of order by 1"
    ).fetchall()


def test_equal_texts_are_copies_of_the_earliest(build: Build, lake: Lake) -> None:
    """The same text elsewhere is an exact copy, and so is its quote."""
    copy = Report("b.txt", published_at=NOON + timedelta(hours=3))
    resolved(build, lake, copy, Report("z.txt"))
    assert marked(build) == [("b.txt", "z.txt", "exact"), ("z.txt", None, None)]
    assert column(build, "select count(duplicate_score) from documents") == [1]
    assert column(
        build,
        "select one.document_id from quotes as two join quotes as one "
        "on one.quote_id = two.duplicate_of",
    ) == [Report("z.txt").document_id]


def test_an_edited_text_is_a_near_copy(build: Build, lake: Lake) -> None:
    """All texts of one story point at its earliest document, with how much they share."""
    edited = Report("c.txt", words=LONG.replace("noon", "one"))
    resolved(build, lake, Report("a.txt", words=LONG), edited, replace(edited, path="d.txt"))
    assert marked(build) == [
        ("a.txt", None, None),
        *((p, "a.txt", "near") for p in ("c.txt", "d.txt")),
    ]
    scores = column(
        build, "select distinct duplicate_score from documents where duplicate_kind = 'near'"
    )
    assert len(scores) == 1
    assert 0.8 < scores[0] < 1
    assert column(build, "select count(*) from v_copies") == [3]


def test_a_quote_is_a_copy_where_the_words_are_the_same(build: Build, lake: Lake) -> None:
    """The quote of a near copy repeats the original's if it says the same; else it is its own."""
    frame = {"about": "Otto Brandt, who had waited for the answer with all the others"}
    same = Report("b.txt", words=LONG.upper(), **frame)
    other = Report("c.txt", words=LONG.replace("noon", "one"), **frame)
    resolved(build, lake, Report("a.txt", words=LONG), same, other)
    assert column(build, "select count(duplicate_of) from documents") == [2]
    assert column(
        build, "select text from quotes where duplicate_of is null order by text"
    ) == sorted([LONG, other.words])


def test_a_copy_is_none_once_its_original_changes(build: Build, lake: Lake) -> None:
    """When the original is edited the copy stands for itself."""
    resolved(build, lake, Report("a.txt"), Report("b.txt"))
    resolved(build, lake, Report("a.txt", words="never mind"), generation=2)
    assert marked(build) == [("a.txt", None, None), ("b.txt", None, None)]
    assert column(build, "select count(duplicate_of) from quotes") == [0]


def test_only_new_texts_are_worked_on(
    build: Build, lake: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A text is taken apart when it comes, and once more only beside a text that is like it."""
    resolved(build, lake, *(Report(f"{n}.txt", words=f"{LONG} {n}" * 2) for n in range(3)))
    seen: list[str] = []

    def watched(texts: Iterable[str]) -> Iterator[duplicates.Content]:
        taken = list(texts)
        seen.extend(taken)
        return duplicates.contents(taken)

    monkeypatch.setattr(copies, "contents", watched)
    build.resolve()
    assert seen == []
    fresh = Report("x.txt", words=" ".join(f"w{n} is new" for n in range(30)))
    resolved(build, lake, fresh, generation=2)
    assert seen == [fresh.text]


def test_what_is_kept_and_how_much_at_once_does_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Texts that found no room are taken apart again; the copies are the same."""
    lake = Lake(tmp_path / "lake")
    lake.write(
        batch([Report(f"{n}.txt", words=t.text) for n, t in enumerate(Newsroom(5).archive(60))])
    )
    found = []
    for name, room in (("room", copies.ROOM), ("none", 0)):
        monkeypatch.setattr(copies, "ROOM", room)
        with Build(tmp_path / f"{name}.duckdb") as build:
            build.load(lake)
            build.resolve()
            found.append(marked(build))
        monkeypatch.setattr(copies, "CHARS_AT_ONCE", 10_000)
        monkeypatch.setattr(copies, "PAIRS_AT_ONCE", 7)
    assert found[0] == found[1]
    assert any(kind == "near" for _, _, kind in found[0])


@pytest.mark.parametrize("seed", range(3))
def test_neither_order_nor_increments_matter(seed: int) -> None:
    """In whatever order texts come and go, the tables are those of one load from scratch."""
    random = Random(seed)
    archive = [
        Report(f"{n}.txt", words=text.text, published_at=NOON + timedelta(days=n % 5))
        for n, text in enumerate(Newsroom(seed).archive(60))
    ]
    shuffled = random.sample(archive, len(archive))
    with tempfile.TemporaryDirectory() as folder:
        found = []
        for name, steps in (("one", [archive]), ("many", [shuffled[n::4] for n in range(4)])):
            lake = Lake(Path(folder) / name)
            with Build(Path(folder) / f"{name}.duckdb") as build:
                for n, held in enumerate(steps):
                    stray = Report("stray.txt", words=f"{archive[n].words} and so on")
                    lake.write(replace(batch([*held, stray], 1, f"b{n}"), run_id="r"))
                    build.load(lake)
                    build.resolve()
                    lake.write(batch([], 1, f"d{n}", removed=[stray.document_id]))
                    build.load(lake)
                    build.resolve()
                rows = contents(build)
                found.append({table: rows[table] for table in ("documents", "quotes")})
                assert any(kind for _, _, kind in marked(build))
        assert found[0] == found[1]
