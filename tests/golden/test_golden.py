"""One run over the seeds gives the same quotes as ever, and says the right things.

`python -m tests.golden.test_golden` writes quotes.csv anew after an improvement: read the
difference before you commit it.
"""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path
from typing import Any

import duckdb
import pytest

from onrecord.dashboard.entity_page import written
from warehouse import entity_query
from warehouse.query import Warehouse

HERE = Path(__file__).parent
GOLDEN = HERE / "quotes.csv"
COLUMNS = (
    "source_path",
    "start_char",
    "end_char",
    "quote_type",
    "attribution_kind",
    "is_negated",
    "speaker_resolution",
    "speaker_text",
    "speaker_name",
    "cue_text",
)
QUERY = f"""
select {", ".join(COLUMNS)}
from quotes join documents using (document_id)
order by source_path, start_char, end_char, quote_id
"""


def found(data: Path) -> str:
    """Write the quotes of a warehouse as comma-separated values."""
    with duckdb.connect(str(data / "onrecord.duckdb"), read_only=True) as con:
        rows = con.execute(QUERY).fetchall()
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return text.getvalue()


def asked(data: Path, query: str) -> list[tuple[Any, ...]]:
    """Ask the warehouse of the seeds."""
    with duckdb.connect(str(data / "onrecord.duckdb"), read_only=True) as con:
        return con.execute(query).fetchall()


def test_the_quotes_are_those_on_record(seeds_data: Path) -> None:
    """Every quote of the demo collection is where it was, with the speaker it had."""
    assert found(seeds_data) == GOLDEN.read_text(encoding="utf-8")


ARTICLE = """
select speaker_name, quotes.text from quotes join documents using (document_id)
where source_path = '000_2785ac57c6417e71.txt'
"""


@pytest.mark.parametrize(
    ("speaker", "words"),
    [
        ("Valery Gerasimov", "represent a persistent and long-term challenge"),
        ("Valery Gerasimov", "the implications of NATO’s continued expansion"),
        ("Valery Gerasimov", "as a direct threat to regional stability"),
        (None, "NATO Expansion as Long-Term Strategic Threat"),
        ("NATO", "its commitment to bolstering collective defense capabilities"),
        (None, "as a step toward further militarizing Europe"),
        ("Russia", "as both provocative and destabilizing"),
        (None, "their commitment to the 2014 pledge"),
        ("Valery Gerasimov", "as evidence of NATO’s intent"),
        ("Vladimir Putin", "the consequences of NATO’s military buildup"),
        ("Vladimir Putin", "that such actions exacerbate global militarization"),
        ("Vladimir Putin", "is not merely a symbolic gesture"),
        (None, "dialogue and de-escalation"),
        (None, "that Russia’s primary objective is"),
        ("Sergei Lavrov", "as having minimal impact on Russia’s security"),
        ("Sergei Lavrov", "is driven by a desire to maintain dominance"),
        ("Sergei Lavrov", "that the focus on defense budgets diverts attention"),
        (None, "that the only viable path forward"),
    ],
)
def test_every_statement_of_the_first_article(
    seeds_data: Path, speaker: str | None, words: str
) -> None:
    """What an article without quotation marks reports is found, with the full name behind "he"."""
    names = [name for name, text in asked(seeds_data, ARTICLE) if words in text]
    assert names
    assert speaker in names


def test_whose_the_unnamed_are(seeds_data: Path) -> None:
    """An administration stays one, with a link to the person whose it is."""
    query = """
        select distinct lower(speaker), speaker_of, entity_type
        from v_quotes
        join entities on entity_id = speaker_of_id
        where contains(speaker_text, 'administration')
    """
    assert asked(seeds_data, query) == [("his administration", "Vladimir Putin", "PERSON")]


def test_a_card_tells_what_the_unnamed_of_an_entity_say(seeds_data: Path) -> None:
    """Beside what he says himself stands what his administration says."""
    source = Warehouse(seeds_data / "onrecord.duckdb")
    found = entity_query.entity(source, "Vladimir Putin")
    card = entity_query.card(source, found["entity_id"])
    assert {quote["speaker"] for quote in card.said} == {"Vladimir Putin"}
    assert {quote["speaker"] for quote in card.people_said} == {"His administration"}
    assert card.entity["quotes_of_people"] == len(card.people_said)
    assert "by people of <bdi>Vladimir Putin</bdi>" in written(card)


def test_people_of_the_first_article(seeds_data: Path) -> None:
    """Three people speak in it, each under one full name."""
    named = {name for name, _ in asked(seeds_data, ARTICLE) if name and " " in name}
    assert {"Valery Gerasimov", "Vladimir Putin", "Sergei Lavrov"} <= named


def test_what_cannot_be_read_is_told(seeds_data: Path) -> None:
    """The picture under a wrong name and the record that breaks off are rejected with reasons."""
    query = "select source_path, error_type from rejects order by 1"
    assert asked(seeds_data, query) == [
        ("wire/agency-briefs.jsonl!5", "bad_record"),
        ("wire/scan-of-letter.txt", "not_text"),
    ]


def test_every_check_passes(seeds_data: Path) -> None:
    """No claim about the tables has a counterexample in the demo collection."""
    assert asked(seeds_data, "select name from checks where not is_passed") == []


if __name__ == "__main__":
    from flows.direct import ingest
    from flows.settings import load

    with tempfile.TemporaryDirectory() as place:
        ingest([str(HERE.parent.parent / "seeds")], load(data=Path(place)))
        GOLDEN.write_text(found(Path(place)), encoding="utf-8")
