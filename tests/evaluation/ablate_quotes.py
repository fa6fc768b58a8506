"""Leave parts of the quote finder out, one at a time, and see what each is worth.

Usage: python -m tests.evaluation.ablate_quotes --corpus DEV.jsonl.gz [--parses CACHE] [--write]

A group of features is left out by giving it no weight; the other weights are not estimated anew,
so what others could make up for counts as lost.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any
from unittest.mock import patch

from onrecord.evaluation import quotes
from onrecord.evaluation.records import Article
from onrecord.evaluation.report import Sheet, Value
from tests.evaluation.report import show, write_sheets
from tests.evaluation.unpublished import parsed, readings
from transforms.quotes import find
from transforms.quotes.linear import Weights, from_json
from transforms.quotes.rank import Found
from transforms.quotes.tree import Tree

PAGE = Path("docs/quality.md")
MARKER = "ablation"
COLUMNS = (
    "joint >= 0.5",
    "joint >= 0.8",
    "content exact",
    "source exact",
    "cue exact",
    *(f"joint recall >= 0.5 by type {kind}" for kind in quotes.KINDS),
)
WORDS = {
    "lemma", "before", "after", "first", "head_lemma", "child_lemma", "word", "clause_first",
    "next", "end", "above_lemma", "object_lemma", "source_lemma", "suffix",
}  # fmt: skip
MARKS = {
    "in_quote", "inside", "quotations", "outside", "near", "follows", "colon", "share",
    "cue_quoted", "gap", "next_gap", "is_outside", "is_quoted", "quoted", "all_quoted",
}  # fmt: skip
Chosen = Callable[[str, frozenset[str]], bool]
"""Whether a template, by its decision and its columns, belongs to a group."""

FEATURES: dict[str, Chosen] = {
    "cue: words": lambda name, columns: name.startswith("cue") and bool(columns & WORDS),
    "cue: syntax": lambda name, columns: name.startswith("cue") and not columns & (WORDS | MARKS),
    "cue: quotation marks": lambda name, columns: name == "cue" and bool(columns & MARKS),
    "content: words": lambda name, columns: name.startswith("unit") and bool(columns & WORDS),
    "content: path alone": lambda name, columns: name == "unit" and columns == {"path"},
    "content: quotation marks": lambda name, columns: name == "unit" and bool(columns & MARKS),
    "content: what follows": lambda _, columns: bool(columns & {"next", "next_dep", "end"}),
    "content: siblings": lambda name, columns: (
        name == "unit's sibling" or bool(columns & {"clause", "open_clause", "object"})
    ),
    "content: objects of prepositions": lambda name, _: name == "unit's object",
    "source: all": lambda name, _: "source" in name,
    "source: path": lambda name, columns: name == "source" and "path" in columns,
    "judge: words": lambda name, columns: name == "quote" and bool(columns & WORDS),
    "judge: neighbours": lambda name, _: name == "quote beside others",
}
"""Groups of features by the decision that they serve."""


def nothing(*_: object) -> list[Found]:
    """Add no reading."""
    return []


def as_found(_: Tree, found: list[Any]) -> list[Any]:
    """Leave readings as they are."""
    return found


def unjudged(_: Tree, __: Weights, found: list[Found]) -> None:
    """Take cue and content for all there is to know."""
    for one in found:
        one.confidence = one.alone = one.sure


STEPS: dict[str, tuple[str, Callable[..., Any]]] = {
    "the judge": ("judge", unjudged),
    "rescue of quotations": ("rescued", nothing),
    "clear reports": ("certain", nothing),
    "marks within marks": ("inner", nothing),
    "mending": ("mended", as_found),
    "floating quotations": ("with_floating", as_found),
}
"""Steps of the finder, by their names in it, and what stands for each."""


@contextmanager
def without(step: str) -> Iterator[None]:
    """Run the finder without one of its steps."""
    name, instead = STEPS[step]
    with patch.object(find, name, instead):
        yield


def lacking(data: dict[str, Any], chosen: Chosen) -> Weights:
    """Take the weights, those of a group of templates left out."""
    kept = {
        name: {
            line: rows
            for line, rows in templates.items()
            if name == "gate" or not chosen(name, frozenset(line.split()))
        }
        for name, templates in data["weights"].items()
    }
    return from_json(data | {"weights": kept})


def scores(pairs: Sequence[tuple[Article, Tree]], table: Weights) -> dict[str, float]:
    """Read and score articles."""
    figures = quotes.figures([one.judged() for one in readings(pairs, table)])
    return {figure.metric: figure.score for figure in figures}


def rows(pairs: Sequence[tuple[Article, Tree]]) -> Iterable[tuple[Value, ...]]:
    """Score everything, then without each part."""
    data = json.loads(resources.files("transforms.quotes").joinpath("weights.json").read_text())
    whole = from_json(data)
    yield _row("everything", scores(pairs, whole))
    for group, chosen in FEATURES.items():
        yield _row(f"– {group}", scores(pairs, lacking(data, chosen)))
    for step in STEPS:
        with without(step):
            yield _row(f"– {step}", scores(pairs, whole))


def _row(name: str, found: dict[str, float]) -> tuple[Value, ...]:
    return (name, *(found.get(column) for column in COLUMNS))


def main() -> None:
    """Score the quote finder without each of its parts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--parses", type=Path, help="keep the parses in this file")
    parser.add_argument("--name", default="PolNeAR dev", help="what the corpus is called")
    parser.add_argument("--write", action="store_true", help=f"write the table into {PAGE}")
    args = parser.parse_args()
    found = list(rows(parsed(args.corpus, args.parses)))
    heading = ("without", *COLUMNS[:5], *quotes.KINDS)
    sheet = Sheet(f"{args.name}: without one part at a time", heading, found)
    show(sheet)
    if args.write:
        write_sheets(PAGE, MARKER, [sheet])


if __name__ == "__main__":
    main()
