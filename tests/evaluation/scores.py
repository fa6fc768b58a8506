"""Ingest gold texts with the command that people use, and let the scorers judge the result."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.evaluation.corpora import Record, command, gold_file, records, scorer

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
    """One call of a scorer: its name in the floors, what it is given, what is kept of its answer.

    A metric without a measure of its own is an F1.
    """

    group: str
    scorer: str
    metrics: tuple[str, ...]
    genres: str | None = None
    documents: int | None = None


JUDGEMENTS = {
    "polnear/dev": (
        Judgement("polnear", "quotes", (*QUOTES, *BY_TYPE, "quote type accuracy")),
        Judgement("polnear-20", "quotes", QUOTES, documents=SUBSET),
    ),
    "gum/dev": (
        Judgement("gum", "quotes", (*QUOTES, *SPEAKERS), "news,bio"),
        Judgement("gum-news", "quotes", (*QUOTES, *SPEAKERS), "news"),
        Judgement("gum", "entities", ENTITIES, "news,bio"),
    ),
}


class EvaluationError(RuntimeError):
    """A command that the evaluation needs ended with an error."""


def corpus_scores(name: str, scratch: Path, *, documents: int | None = None) -> dict[str, float]:
    """Score a corpus, in percent, after ingesting its texts (or only its first `documents`).

    With `documents`, only the judgements of that many documents are made.
    """
    gold = gold_file(name)
    assert gold is not None
    folder = scratch / name.replace("/", "-")
    folder.mkdir(parents=True)
    texts = folder / "texts"
    ingested = _cut(gold, documents, folder) if documents else gold
    run([sys.executable, str(scorer("write_seeds")), "--gold", str(ingested), "--out", str(texts)])
    warehouse = ingest(texts, folder / "data")
    wanted = [j for j in JUDGEMENTS[name] if documents in (None, j.documents)]
    return {key: value for j in wanted for key, value in _judge(j, gold, warehouse, folder)}


def ingest(folder: Path, data: Path) -> Path:
    """Ingest a folder into a warehouse of its own and return the published file."""
    onrecord = str(command("onrecord"))
    run([onrecord, "run", "--direct", str(folder), "--data", str(data)])
    return data / "onrecord.duckdb"


def run(parts: list[str]) -> str:
    """Run a command and return what it prints; EvaluationError holds what it said on failure."""
    done = subprocess.run(parts, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stdout + done.stderr)[-2000:]
        raise EvaluationError(f"{' '.join(parts)} ended with {done.returncode}:\n{said}")
    return done.stdout


def _judge(
    judgement: Judgement, gold: Path, warehouse: Path, folder: Path
) -> Iterable[tuple[str, float]]:
    if judgement.documents:
        gold = _cut(gold, judgement.documents, folder)
    parts = [sys.executable, str(scorer(judgement.scorer)), "--json"]
    parts += ["--gold", str(gold), "--warehouse", str(warehouse)]
    parts += ["--genres", judgement.genres] if judgement.genres else []
    answer = json.loads(run(parts))
    if missing := answer["alignment"]["missing"]:
        raise EvaluationError(
            f"{len(missing)} documents of {gold.name} were not ingested: {missing}"
        )
    figures = dict(_flat(answer))
    for metric in judgement.metrics:
        value = figures.get(metric, figures.get(f"{metric} f1"))
        if value is None:
            raise EvaluationError(f"{judgement.scorer}.py gave no {metric!r} for {gold.name}.")
        yield f"{judgement.group}: {metric}", value


def _cut(gold: Path, documents: int, folder: Path) -> Path:
    """Write the first gold records to a file of their own."""
    path = folder / f"first-{documents}.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(record) + "\n" for record in records(gold)[:documents])
    return path


def _flat(result: Record, prefix: str = "") -> Iterable[tuple[str, float]]:
    """Yield the numbers of a scorer's answer, named by the way to them."""
    for key, value in result.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key} ")
        elif isinstance(value, int | float):
            yield prefix + key, float(value)
