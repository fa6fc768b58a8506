"""Whom a name stands for, which documents a path names, and where a day begins and ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from shutil import copy

import duckdb
import pytest

from tests.onrecord.dashboard_archive import Article, Said, published
from warehouse import quote_query
from warehouse.query import Warehouse
from warehouse.quote_query import Filters

ANA, MARA, UNION, TRAUN = "Ana Brandt", "Mara Brandtner", "European Union", "Ida Traun"
ALIASES = {
    UNION: ["EU", "the bloc", "friends of Ida Traun"],
    TRAUN: ["Neutraun"],
    ANA: ["Commissioner Brandt"],
}


def article(path: str, speaker: str, about: str, at: datetime) -> Article:
    """Write an article in which one says something about another."""
    words = f"“{about} is late.”"
    return Article(
        path, f"{path}\n\n{speaker} said: {words}", (Said((words,), speaker, about=about),),
        publisher="Café Daily" if path == "b.txt" else "The Courier", published_at=at,
    )  # fmt: skip


ARTICLES = {
    "b.txt": article("b.txt", ANA, UNION, datetime(2026, 3, 1, tzinfo=UTC)),
    "x/b.txt": article("x/b.txt", MARA, TRAUN, datetime(2026, 3, 1, 23, 59, 59, tzinfo=UTC)),
    "x/ab.txt": article("x/ab.txt", UNION, ANA, datetime(2026, 3, 2, tzinfo=UTC)),
    "y/2026-b-c.txt": article("y/2026-b-c.txt", TRAUN, MARA, datetime(2026, 3, 3, tzinfo=UTC)),
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """Publish four articles, and give the names aliases; one of them is the id of another."""
    made = published(tmp_path_factory.mktemp("named"), ARTICLES.values())
    path = made.with_name("named.duckdb")
    copy(made, path)
    with duckdb.connect(path) as con:
        for name, aliases in ALIASES.items():
            con.execute(
                "update entities set aliases = $a where name = $n", {"a": aliases, "n": name}
            )
        con.execute(
            "update entities set aliases = (select [entity_id] from entities where name = $ana) "
            "where name = $mara",
            {"ana": ANA, "mara": MARA},
        )
    opened = Warehouse(path)
    yield opened
    opened.close()


def speakers(source: Warehouse, wanted: Filters) -> set[str]:
    """Name who said what is found."""
    return {row["speaker"] for row in quote_query.quotes(source, wanted).dicts()}


def test_who_says_it_with_others_is_found(archive: Warehouse, tmp_path: Path) -> None:
    """A quote is found under each of its speakers; it counts for each, and names each once."""
    path = tmp_path / "joint.duckdb"
    copy(archive.path, path)
    with duckdb.connect(path) as con:
        con.execute(
            "insert into quote_speakers select quote_id, document_id, 'c', entity_id, null, "
            "'joint', false from quotes, entities where speaker_name = $ana and name = $traun",
            {"ana": ANA, "traun": TRAUN},
        )
        con.execute(
            "insert into quote_speakers select quote_id, document_id, 'd', speaker_id, null, "
            "'joint', false from quotes where speaker_name = $ana",
            {"ana": ANA},
        )
    source, wanted = Warehouse(path), Filters(speaker=TRAUN)
    assert speakers(source, wanted) == {ANA, TRAUN}
    assert quote_query.counted(source, wanted).quotes == 2
    assert dict(quote_query.most_quoted(source, Filters()))[TRAUN] == 2
    found = source.rows("select speakers from v_quotes where speaker = $ana", {"ana": ANA})
    assert found.rows == [(f"{ANA}; {TRAUN}",)]
    source.close()


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Ana Brandt", {ANA}),
        ("ANA BRANDT ", {ANA}),
        ("Brandt", {ANA}),  # a whole word of Ana's name, and but a part of Mara's
        ("brand", {ANA, MARA}),
        ("ündtnér", set()),
        ("rändtnér", {MARA}),
        ("EU", {UNION}),  # not the part of Neutraun
        ("the bloc", {UNION}),
        ("ida traun", {TRAUN}),  # her very name, though others have it in an alias
        ("Traun", {TRAUN, UNION}),
        ("commissioner", {ANA}),
        ("eutra", {TRAUN}),
        ("%", set()),
        ("_", set()),
        ("' or 1=1 --", set()),
    ],
)  # fmt: skip
def test_a_name_stands_for_the_same_people_everywhere(
    archive: Warehouse, name: str, meant: set[str]
) -> None:
    """Its bearer, else who has it as a word of a name or alias, else as any part of one."""
    said = speakers(archive, Filters(speaker=name))
    told = quote_query.quotes(archive, Filters(about=name)).dicts()
    assert said == meant
    assert {row["said"].strip("“”").removesuffix(" is late.") for row in told} == meant


def test_an_id_stands_for_its_entity(archive: Warehouse) -> None:
    """Whole or by eight digits of its beginning, as speaker and as whom it is about."""
    for name, key in archive.rows("select name, entity_id from entities").rows:
        for shown in (key, key[:8], key[:8].upper()):
            assert speakers(archive, Filters(speaker=shown)) == {name}
            (about,) = quote_query.quotes(archive, Filters(about=shown)).dicts()
            assert name in about["said"]
        assert name not in speakers(archive, Filters(speaker=key[:7]))


@pytest.mark.parametrize(
    ("document", "paths"),
    [
        ("b.txt", {"b.txt"}),
        ("x/b.txt", {"x/b.txt"}),
        ("ab.txt", {"x/ab.txt"}),
        ("b-c.txt", {"y/2026-b-c.txt"}),
        ("txt", {*ARTICLES}),
        ("xt", set()),
        ("wire/b.txt", {"b.txt"}),
        (ARTICLES["x/ab.txt"].document_id, {"x/ab.txt"}),
        (ARTICLES["x/ab.txt"].document_id[:8], {"x/ab.txt"}),
    ],
)
def test_a_path_is_named_by_its_last_words(
    archive: Warehouse, document: str, paths: set[str]
) -> None:
    """Whole, or the last parts of it, or words; `b.txt` is not `ab.txt`."""
    found = quote_query.quotes(archive, Filters(document=document)).dicts()
    assert {row["source_path"] for row in found} == paths


def test_the_end_of_a_path_is_no_other_name(tmp_path: Path) -> None:
    """Where only `ab.txt` and `x/b.txt` are, `b.txt` means the second alone."""
    kept = [ARTICLES["x/b.txt"], replace(ARTICLES["x/ab.txt"], path="ab.txt")]
    opened = Warehouse(published(tmp_path, kept))
    assert [row["source_path"] for row in opened.quotes(document="b.txt").dicts()] == ["x/b.txt"]
    assert opened.document("b.txt")["source_path"] == "x/b.txt"
    opened.close()


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2026-03-01", None, {ANA, MARA, UNION, TRAUN}),
        ("2026-03-02", None, {UNION, TRAUN}),
        ("2026-03-03", None, {TRAUN}),
        (None, "2026-03-02", {ANA, MARA, UNION}),
        (None, "2026-03-01", {ANA, MARA}),
        (None, "2026-02-28", set()),
        ("2026-03-01", "2026-03-01", {ANA, MARA}),
    ],
)
def test_days_are_whole(
    archive: Warehouse, since: str | None, until: str | None, found: set[str]
) -> None:
    """The first day counts from its first moment, the last to its last second."""
    assert speakers(archive, Filters(since=since, until=until)) == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("the courier", {MARA, UNION, TRAUN}),
        ("Courier", {MARA, UNION, TRAUN}),
        ("CAFE", {ANA}),
        ("Wire", {ANA, MARA, UNION, TRAUN}),
        ("nowhere", set()),
    ],
)
def test_a_source_is_a_publisher_or_a_folder(
    archive: Warehouse, source: str, found: set[str]
) -> None:
    """Either is known by its name, in any case, or by a word of it."""
    assert speakers(archive, Filters(source=source)) == found


def test_speakers_are_searched_as_entities_are(archive: Warehouse) -> None:
    """Any part of a name or alias finds a speaker."""
    assert {row["speaker"] for row in archive.speakers("BRANDT").dicts()} == {ANA, MARA}
    assert {row["speaker"] for row in archive.speakers("bloc").dicts()} == {UNION}
    assert len(archive.speakers().rows) == 4


def test_names_are_offered_that_find_something(archive: Warehouse) -> None:
    """Each name that a filter offers finds quotes, and the most frequent comes first."""
    everybody = {ANA, MARA, UNION, TRAUN}
    assert set(quote_query.names(archive, "quoted")) == everybody
    assert set(quote_query.names(archive, "spoken_of")) == everybody
    assert quote_query.names(archive, "sources") == ["wire", "The Courier", "Café Daily"]
    assert quote_query.most_quoted(archive, Filters(source="wire"), 2) == [(ANA, 1), (UNION, 1)]
