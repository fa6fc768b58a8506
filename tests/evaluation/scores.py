"""Ingest the texts of the corpora and score what is published, as `onrecord evaluate` does."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.evaluation import answers, entities, quotes
from onrecord.evaluation.corpus import read
from onrecord.evaluation.figures import Figure
from onrecord.evaluation.ingestion import ingest as ingest_articles
from onrecord.evaluation.peers import Scored
from onrecord.evaluation.records import Article
from tests.evaluation.corpora import command, gold_file
from tests.evaluation.marked_texts import write_records
from warehouse.query import Warehouse

SUBSET = 20
"""Articles of a corpus that CI looks at."""

QUOTES = (
    "content exact",
    "source exact",
    "cue exact",
    "joint >= 0.5",
    "joint >= 0.8",
)
BY_TYPE = tuple(f"joint recall >= 0.5 by type {kind}" for kind in ("direct", "mixed", "indirect"))
SPEAKERS = tuple(
    f"speaker of {form} {measure}"
    for form in ("name", "pronoun or nominal")
    for measure in ("accuracy", "end to end")
)
ENTITIES = (
    *(f"{kind} strict" for kind in ("PERSON", "ORG", "PLACE", "ANY")),
    "clustering b-cubed",
    "clustering pairwise",
    "across documents pairwise",
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """One evaluation: its name in the floors, what is scored, and which scores are kept."""

    group: str
    scored: Scored
    metrics: tuple[str, ...]
    genres: tuple[str, ...] = ()
    documents: int | None = None


JUDGEMENTS = {
    "polnear/dev": (
        Judgement("polnear", "quotes", (*QUOTES, *BY_TYPE, "quote type accuracy")),
        Judgement("polnear-20", "quotes", QUOTES, documents=SUBSET),
    ),
    "gum/dev": (
        Judgement("gum", "quotes", (*QUOTES, *SPEAKERS), ("news", "bio")),
        Judgement("gum-news", "quotes", (*QUOTES, *SPEAKERS), ("news",)),
        Judgement("gum", "entities", ENTITIES, ("news", "bio")),
    ),
}

PRECISE = tuple(f"speaker of {form} precision" for form in ("name", "pronoun or nominal"))
OWN = Judgement("own speakers", "quotes", ("joint >= 0.5", "joint >= 0.8", *SPEAKERS, *PRECISE))
"""Our own texts: only totals, because nobody looks at them."""


class EvaluationError(RuntimeError):
    """Something that the evaluation needs did not come about."""


def corpus_scores(name: str, scratch: Path, *, documents: int | None = None) -> dict[str, float]:
    """Score a corpus, in percent, after ingesting its texts (or only its first `documents`).

    With `documents`, only the judgements of that many documents are made.
    """
    gold = gold_file(name)
    assert gold is not None
    folder = scratch / name.replace("/", "-")
    folder.mkdir(parents=True)
    wanted = [j for j in JUDGEMENTS[name] if documents in (None, j.documents)]
    return _scores(wanted, gold, folder, documents)


def own_scores(scratch: Path) -> dict[str, float]:
    """Score our own marked texts, in percent, after ingesting them."""
    folder = scratch / "speakers"
    folder.mkdir(parents=True)
    gold = folder / "speakers.jsonl.gz"
    write_records(gold)
    return _scores([OWN], gold, folder)


def ingest(folder: Path, data: Path) -> Path:
    """Ingest a folder with the command that people use and return the published file."""
    parts = [str(command("onrecord")), "run", "--direct", str(folder), "--data", str(data)]
    done = subprocess.run(parts, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stdout + done.stderr)[-2000:]
        raise EvaluationError(f"{' '.join(parts)} ended with {done.returncode}:\n{said}")
    return data / "onrecord.duckdb"


def figures(scored: Scored, articles: Sequence[Article], warehouse: Warehouse) -> list[Figure]:
    """Score the articles with every metric; each must be in the warehouse."""
    found = answers.read(warehouse, articles, "quotes" if scored == "quotes" else "names")
    if missing := [one.doc_id for one in articles if one.doc_id not in found]:
        raise EvaluationError(f"{len(missing)} documents were not ingested: {missing}")
    if scored == "quotes":
        return quotes.figures([quotes.judge(one, found[one.doc_id]) for one in articles])
    return entities.figures([entities.judge(one, found[one.doc_id]) for one in articles])


def _scores(
    wanted: Sequence[Judgement], gold: Path, folder: Path, documents: int | None = None
) -> dict[str, float]:
    articles = read(gold, "attributions")[:documents]
    warehouse = Warehouse(ingest_articles(articles, folder))
    return {key: value for j in wanted for key, value in _judge(j, gold, warehouse)}


def _judge(judgement: Judgement, gold: Path, warehouse: Warehouse) -> Iterable[tuple[str, float]]:
    kind = "attributions" if judgement.scored == "quotes" else "mentions"
    articles = read(gold, kind, judgement.genres)[: judgement.documents]
    scores = {one.metric: one.score for one in figures(judgement.scored, articles, warehouse)}
    for metric in judgement.metrics:
        if metric not in scores:
            raise EvaluationError(f"{gold} gave no {metric!r}: has it lost its annotations?")
        yield f"{judgement.group}: {metric}", scores[metric]
