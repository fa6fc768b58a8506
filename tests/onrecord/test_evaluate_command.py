"""`onrecord evaluate`: what a person reads, what a script gets, and how mistakes are told."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.onrecord.annotated import ATTRIBUTIONS, MENTIONS, TEXT
from warehouse.query import Warehouse

TEXTS = "select document_id, source_path, text from documents"
SPOKEN = """
select document_id, {content: list([start_char, end_char] order by part_index)}
from quote_spans where part = 'content' group by document_id, quote_id
"""
NAMED = """
select document_id, {'start': start_char, 'end': end_char, 'type': label, 'cluster': entity_id}
from mentions where mention_type = 'name' and label in ('PERSON', 'ORG', 'GPE')
"""


def evaluate(*words: str, columns: int = 80) -> subprocess.CompletedProcess[str]:
    """Run the command in a terminal of some columns."""
    return subprocess.run(
        [sys.executable, "-m", "onrecord", "evaluate", *words],
        env=os.environ | {"COLUMNS": str(columns), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def rows(*words: str) -> list[dict[str, Any]]:
    """Run the command and read the JSON that it prints."""
    done = evaluate(*words, "--json")
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write an annotated article under two names and in two genres."""
    path = tmp_path_factory.mktemp("corpus") / "annotated.jsonl"
    spoken = [
        {"content": one.content, "cue": one.cue, "source": one.source, "source_name": "Ann Lee"}
        for one in ATTRIBUTIONS
    ]
    named = [
        {"start": one.span[0], "end": one.span[1], "type": one.type, "cluster": one.cluster}
        for one in MENTIONS
    ]
    record = {"text": TEXT, "attributions": spoken, "mentions": named}
    lines = [record | {"doc_id": "mill", "genre": "news"}, record | {"doc_id": "o/é", "genre": "x"}]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def seeds_corpus(seeds_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write what the warehouse of the seeds holds as if people had annotated it."""
    path = tmp_path_factory.mktemp("corpus") / "seeds.jsonl"
    asked = Warehouse(seeds_data / "onrecord.duckdb")
    spoken, named = asked.rows(SPOKEN).rows, asked.rows(NAMED).rows
    lines = [
        {
            "doc_id": source,
            "genre": source.partition("/")[0][:5],
            "text": text,
            "attributions": [quote for document_id, quote in spoken if document_id == key],
            "mentions": [name for document_id, name in named if document_id == key],
        }
        for key, source, text in asked.rows(TEXTS).rows
    ]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


def test_texts_are_ingested_and_scored(corpus: Path) -> None:
    """Without a warehouse the texts are read first; scores come whole, by genre and of others."""
    found = rows("quotes", "--corpus", str(corpus))
    ours = [row for row in found if row["system"] == "Onrecord" and row["metric"] == "joint >= 0.5"]
    assert [(row["genre"], row["gold"]) for row in ours] == [(None, 6), ("news", 3), ("x", 3)]
    assert ours[0]["score"] > 50
    assert {row["measured_on"] for row in found} > {"annotated.jsonl"}


def test_a_warehouse_that_holds_the_texts_is_asked(seeds_data: Path, seeds_corpus: Path) -> None:
    """What the warehouse itself says of its documents, wherever they lie in it, is all found."""
    place = ["--corpus", str(seeds_corpus), "--warehouse", str(seeds_data)]
    found = {row["metric"]: row for row in rows("quotes", *place) if row["system"] == "Onrecord"}
    assert found["content exact"]["score"] == 100
    sure = {
        row["metric"]: row
        for row in rows("quotes", *place, "--min-confidence", "0.9")
        if row["system"] == "Onrecord"
    }
    assert 0 < sure["content exact"]["found"] < found["content exact"]["found"]


def test_scripts_get_the_list_they_ask_for(seeds_data: Path, seeds_corpus: Path) -> None:
    """Reliability and errors replace the scores where one list is printed."""
    place = ["--corpus", str(seeds_corpus), "--warehouse", str(seeds_data / "onrecord.duckdb")]
    bins = rows("quotes", *place, "--reliability")
    assert len(bins) == 11
    assert sum(one["quotes"] for one in bins[:-1]) == bins[-1]["quotes"] > 0
    wrong = rows("quotes", *place, "--errors", "2", "--min-confidence", "0.9")
    assert [one["error"] for one in wrong] == ["missed", "missed", "false", "false"]
    done = evaluate("quotes", *place, "--errors", "0", "--csv")
    lines = list(csv.reader(io.StringIO(done.stdout)))
    assert len(lines) > 3
    assert {len(line) for line in lines} == {len(lines[0])}


@pytest.mark.parametrize("columns", [80, 140])
@pytest.mark.parametrize("scored", ["quotes", "entities"])
def test_a_person_reads_tables(
    scored: str, columns: int, seeds_data: Path, seeds_corpus: Path
) -> None:
    """Scores, genres, others and errors fit the terminal."""
    place = ["--corpus", str(seeds_corpus), "--warehouse", str(seeds_data), "--errors", "3"]
    extra = ["--reliability"] if scored == "quotes" else []
    done = evaluate(scored, *place, *extra, columns=columns)
    assert done.returncode == 0, done.stderr
    assert {"F1 beside others", "Every score on seeds.jsonl", "F1 by genre"} <= set(
        done.stdout.splitlines()
    )
    assert max(map(len, done.stdout.splitlines())) <= columns


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["quotes", "--corpus", "nowhere.jsonl"], 2, "There is no corpus at nowhere.jsonl"),
        (["quotes", "--corpus", "README.md"], 2, "README.md, line 1: no JSON"),
        (["quotes", "--corpus", "{corpus}", "--genres", "news,sport"], 2, "it has news, x"),
        (["quotes", "--corpus", "{corpus}", "--warehouse", "{data}"], 2, "none of the corpus'"),
        (["quotes", "--corpus", "{corpus}", "--warehouse", "LICENSE"], 2, "no DuckDB file"),
        (["entities", "--corpus", "{corpus}", "--warehouse", "no.duckdb"], 1, "onrecord run"),
        (["entities", "--corpus", "{corpus}", "--pipeline", "en_none"], 2, "is not installed"),
        (
            ["quotes", "--corpus", "{corpus}", "--min-confidence", "70"],
            2,
            "less than or equal to 1",
        ),
        (
            ["quotes", "--corpus", "{corpus}", "--csv", "--errors", "1", "--reliability"],
            2,
            "prints one list",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_mistakes_get_a_sentence(
    words: list[str], code: int, sentence: str, corpus: Path, seeds_data: Path
) -> None:
    """A mistake ends with an exit code and a sentence that helps, never with a traceback."""
    done = evaluate(*(word.format(corpus=corpus, data=seeds_data) for word in words))
    assert done.returncode == code
    assert sentence in " ".join(done.stderr.replace("│", " ").split())
    assert "Traceback" not in done.stderr


def test_articles_that_are_missing_are_named(seeds_data: Path, seeds_corpus: Path) -> None:
    """Who scores a warehouse without some of the articles is told which."""
    path = seeds_corpus.with_name("more.jsonl")
    more = {"doc_id": "elsewhere", "text": "Nobody came.", "attributions": []}
    path.write_text(seeds_corpus.read_text("utf-8") + "\n" + json.dumps(more), encoding="utf-8")
    done = evaluate("quotes", "--corpus", str(path), "--warehouse", str(seeds_data), "--json")
    assert "are not in the warehouse (elsewhere)" in done.stderr
    assert json.loads(done.stdout)


@pytest.mark.parametrize("scored", ["quotes", "entities"])
def test_help_shows_an_example(scored: str) -> None:
    """Each help ends in something to type."""
    assert f"onrecord evaluate {scored} --corpus" in evaluate(scored, "--help").stdout
