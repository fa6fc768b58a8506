"""A question has one answer, whoever is asked: command line, page, Python, or the rule itself."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from onrecord.cli import asking as command
from onrecord.dashboard import asking
from tests.onrecord.plain_filters import Archive, archive, expected, folded
from warehouse import entity_query, quote_query
from warehouse.query import Warehouse
from warehouse.quote_query import KINDS, TYPES, Filters

QUESTIONS = 564
"""Drawn from many more, and always the same."""
DOWNLOADED = 8
"""Of so many questions one is also asked for a file; the page counts them all."""
ALL, SOME = 1, 6
"""Of how many questions the command line is asked one."""


@pytest.fixture(scope="module")
def source(seeds_data: Path) -> Iterator[Warehouse]:
    """Open the demo collection."""
    opened = Warehouse(seeds_data / "onrecord.duckdb")
    yield opened
    opened.close()


@pytest.mark.parametrize("every", [SOME, pytest.param(ALL, marks=pytest.mark.prove)])
def test_every_face_gives_the_same_answer(source: Warehouse, seeds_data: Path, every: int) -> None:
    """Names, aliases, ids, parts, days, types, kinds, sources, words, documents: one answer."""
    held = archive(source)
    asked = questions(held)
    assert len(asked) == QUESTIONS
    fruitful = 0
    for number, wanted in enumerate(asked):
        right = expected(held, wanted)
        fruitful += bool(right)
        if number % every == 0:
            assert by_command(wanted, seeds_data) == right, wanted
        assert quote_query.counted(source, wanted).quotes == len(right), wanted
        if number % DOWNLOADED == 0:
            assert by_page(source, wanted) == right, wanted
    assert fruitful > QUESTIONS / 3


def test_counts_are_those_of_the_list(source: Warehouse) -> None:
    """What the list of entities counts of each is what asking for the entity finds."""
    for row in entity_query.entities(source, entity_query.Wanted(), 60).dicts():
        key = row["entity_id"]
        found = [
            quote_query.counted(source, wanted).quotes
            for wanted in (Filters(speaker=key), Filters(people_of=key), Filters(about=key))
        ]
        assert found == [row["quotes"], row["quotes_of_people"], row["quotes_about"]], row


def by_command(wanted: Filters, data: Path) -> list[str]:
    """Ask the command line."""
    printed = io.StringIO()
    with redirect_stdout(printed):
        command.quotes(
            speaker=wanted.speaker, about=wanted.about, people_of=wanted.people_of,
            since=wanted.since and str(wanted.since), until=wanted.until and str(wanted.until),
            types=list(wanted.types), kind=wanted.kind, document=wanted.document,
            publisher=wanted.source, text=wanted.words, copies=wanted.copies, limit=0, data=data,
            as_json=True,
        )  # fmt: skip
    return [row["quote_id"] for row in json.loads(printed.getvalue())]


def by_page(source: Warehouse, wanted: Filters) -> list[str]:
    """Download from the page."""
    rows = csv.DictReader(io.StringIO(asking.csv(source, wanted).decode("utf-8-sig")))
    return [row["quote_id"] for row in rows]


def questions(held: Archive) -> list[Filters]:
    """Make questions of everything that can be asked for, alone and together."""
    chance = random.Random(16)
    names = [name for one in held.entities for name in (one["name"], *one["aliases"])]
    keys = [one["entity_id"] for one in held.entities]
    written = sorted({quote["speaker"] or "" for quote in held.quotes})
    parts = [name[1 : 2 + len(name) // 2] for name in names]
    bare = [folded(name).upper() for name in names] + [name.split()[-1] for name in names]
    called = [*names, *parts, *bare, *keys, *(key[:8] for key in keys), "EU", "%", "_", "o'"]
    days = sorted({at.date() for at in (q["published_at"] for q in held.quotes) if at})
    days += [day + timedelta(days=1) for day in days]
    paths = [one["source_path"] for one in held.documents]
    documents = [*paths, *(path[path.rfind("/") + 1 :] for path in paths), *(p[-9:] for p in paths)]
    documents += [one["document_id"] for one in held.documents]
    documents += [f"{one['collection']}/{one['source_path']}" for one in held.documents]
    places = [*sorted({q["publisher"] or q["collection"] for q in held.quotes}), "courier", "seeds"]
    said = [word.strip('“”"') for quote in held.quotes for word in quote["said"].split()]
    kinds: list[tuple[str, list[object], int]] = [
        ("speaker", [*called, *written], 170),
        ("about", called, 130),
        ("people_of", called, 35),
        ("since", list(days), 25),
        ("until", list(days), 25),
        ("document", list(documents), 50),
        ("source", list(places), 12),
        ("words", [f"{one} {two}" for one, two in zip(said, said[3:], strict=False)], 30),
    ]
    single = [
        Filters(**{name: value})  # type: ignore[arg-type]
        for name, values, number in kinds
        for value in chance.choices(values, k=number)
        if str(value).strip()
    ]
    single += [
        Filters(),
        *(Filters(types=[one]) for one in TYPES),
        *(Filters(kind=k) for k in KINDS),
    ]
    return [*single, *(_both(chance, single) for _ in range(QUESTIONS - len(single)))]


def _both(chance: random.Random, single: list[Filters]) -> Filters:
    """Ask two things at once, and for copies, too."""
    one, two = chance.sample(single, 2)
    given = dict(_given(two)) | dict(_given(one))
    return replace(Filters(**given), copies=chance.random() < 0.5)  # type: ignore[arg-type]


def _given(wanted: Filters) -> Iterator[tuple[str, object]]:
    for name in ("words", "speaker", "about", "types", "kind", "since", "until", "source",
                 "document", "people_of"):  # fmt: skip
        if value := getattr(wanted, name):
            yield name, value


def test_a_day_holds_its_first_and_its_last_moment(source: Warehouse) -> None:
    """Since and until one day: what was said on it, and nothing else."""
    for day in (date(2026, 3, 12), date(2026, 3, 20)):
        found = quote_query.quotes(source, Filters(since=day, until=day), None).dicts()
        assert found
        assert {(row["said_at"] or row["published_at"]).date() for row in found} == {day}
