"""The product's scores are those of the scorers beside the corpora."""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from onrecord.evaluation import quotes
from onrecord.evaluation.corpus import read
from onrecord.evaluation.figures import Figure
from onrecord.evaluation.ingestion import ingest
from onrecord.evaluation.peers import Scored
from onrecord.evaluation.records import Answer, Article, FoundQuote
from tests.evaluation.corpora import SCORERS, absent, gold_file, scorer
from tests.evaluation.scores import figures
from warehouse.query import Warehouse

FIRST = 10
OTHERWISE = {
    "across documents, document pairs joined": "across documents pairwise document pairs joined"
}
"""Names that differ."""


@pytest.mark.evaluation
@pytest.mark.parametrize(
    ("name", "documents"),
    [
        ("polnear/dev", FIRST),
        ("gum/dev", FIRST),
        pytest.param("polnear/dev", None, marks=pytest.mark.prove),
        pytest.param("gum/dev", None, marks=pytest.mark.prove),
    ],
)
def test_a_corpus_has_the_scores_of_the_scorers(
    name: str, documents: int | None, tmp_path: Path
) -> None:
    """Every number is the one that the scorers give for the same warehouse."""
    gold = needed(name)
    articles = read(gold, "attributions")[:documents]
    path = cut(gold, len(articles), tmp_path)
    warehouse = Warehouse(ingest(articles, tmp_path))
    given = ["--gold", str(path), "--warehouse", str(warehouse.path)]
    ours = figures("quotes", articles, warehouse)
    assert len(ours) >= 14
    same(ours, theirs("quotes", *given))
    if name.startswith("gum"):
        ours = figures("entities", read(path, "mentions"), warehouse)
        assert len(ours) >= 8
        same(ours, theirs("entities", *given))


@pytest.mark.parametrize("seed", range(3))
def test_any_answers_have_the_scores_of_the_scorers(seed: int, tmp_path: Path) -> None:
    """Pieces, overlaps and ties are counted alike, for annotations and answers made up by lot."""
    if not scorer("quotes"):
        pytest.skip(f"The scores are not compared: that needs {SCORERS} beside the checkout.")
    lot = random.Random(seed)
    gold, answers = [made_up(lot, f"d{n}") for n in range(20)], [made_up(lot) for n in range(20)]
    written(tmp_path / "gold.jsonl", gold)
    predicted = [
        {"doc_id": one["doc_id"], "attributions": other["attributions"]}
        for one, other in zip(gold, answers, strict=True)
    ]
    written(tmp_path / "predictions.jsonl", predicted)
    judged = [
        quotes.judge(one, answered(one, other["attributions"]))
        for one, other in zip(read(tmp_path / "gold.jsonl", "attributions"), answers, strict=True)
    ]
    paths = [f"--{name}={tmp_path / name}.jsonl" for name in ("gold", "predictions")]
    same(quotes.figures(judged), theirs("quotes", *paths))


def needed(name: str) -> Path:
    """Find a corpus and the scorers, or skip the test and say what it needs."""
    gold = gold_file(name)
    if gold is None:
        pytest.skip(absent(name))
    if not scorer("quotes"):
        pytest.skip(f"{name} is not compared: that needs {SCORERS} beside the checkout.")
    return gold


def cut(gold: Path, documents: int, folder: Path) -> Path:
    """Write the first records of a corpus to a file of their own."""
    path = folder / "gold.jsonl"
    with gzip.open(gold, "rt", encoding="utf-8") as lines:
        path.write_text("".join(list(lines)[:documents]), encoding="utf-8")
    return path


def theirs(scored: Scored, *given: str) -> dict[str, float]:
    """Run a scorer and give its numbers, named by the way to them."""
    parts = [sys.executable, str(scorer(scored)), "--json", *given]
    done = subprocess.run(parts, capture_output=True, text=True, check=True)
    return in_percent(dict(flat(json.loads(done.stdout))))


def in_percent(found: dict[str, float]) -> dict[str, float]:
    """Make shares of the speakers that the scorers count."""
    for form in ("name", "pronoun or nominal"):
        about = f"speaker of {form}"
        if met := found.get(f"{about} matched"):
            answered, right = found[f"{about} answered"], found[f"{about} accuracy"] * met
            found[f"{about} precision"] = right / answered if answered else 0.0
            found[f"{about} answered"] = 100 * answered / met
    return found


def flat(answer: dict[str, Any], prefix: str = "") -> list[tuple[str, float]]:
    """List the numbers of nested answers."""
    found: list[tuple[str, float]] = []
    for key, value in answer.items():
        if isinstance(value, dict):
            found += flat(value, f"{prefix}{key} ")
        elif isinstance(value, int | float):
            found.append((prefix + key, float(value)))
    return found


def same(ours: Sequence[Figure], theirs: dict[str, float]) -> None:
    """Assert that each of our figures is theirs."""
    for figure in ours:
        name = OTHERWISE.get(figure.metric, figure.metric)
        if figure.precision is None:
            assert figure.score == pytest.approx(theirs[name]), name
        else:
            given = (figure.precision, figure.recall, figure.score)
            expected = [theirs[f"{name} {measure}"] for measure in ("p", "r", "f1")]
            assert given == pytest.approx(expected), name


def made_up(lot: random.Random, doc_id: str = "") -> dict[str, Any]:
    """Make a text of few words and attributions anywhere in it."""
    text = " ".join(lot.choice(["go", "“no,”", "he", "said.", "$5"]) for _ in range(30))
    text += "." * (140 - len(text))
    names = [None, "Ann Lee", "Lee", "Al Lee", "AL"]
    return {
        "doc_id": doc_id,
        "text": text,
        "attributions": [
            {role: spans(lot, least) for role, least in (("content", 1), ("cue", 0), ("source", 0))}
            | {
                "quote_type": lot.choice(["direct", "mixed", "indirect"]),
                "speaker_name": lot.choice(names),
                "source_name": lot.choice(names),
                "source_form": lot.choice(["name", "pronoun", "nominal"]),
            }
            for _ in range(lot.randint(0, 9))
        ],
    }


def spans(lot: random.Random, least: int) -> list[list[int]]:
    """Choose up to two pieces."""
    starts = [lot.randint(0, 110) for _ in range(lot.randint(least, 2))]
    return [[start, start + lot.randint(1, 30)] for start in starts]


def answered(article: Article, found: list[dict[str, Any]]) -> Answer:
    """Take attributions for quotes that were found."""
    pieces = [
        [tuple((start, end) for start, end in one[role]) for role in ("content", "source", "cue")]
        for one in found
    ]
    made = [
        FoundQuote(*parts, one["quote_type"], one["speaker_name"], 1.0)
        for parts, one in zip(pieces, found, strict=True)
    ]
    return Answer(article.text, tuple(made))


def written(path: Path, records: list[dict[str, Any]]) -> None:
    """Write records as JSON lines."""
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
