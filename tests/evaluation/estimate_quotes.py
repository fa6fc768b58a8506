"""Estimate the weights of the quote finder from annotated attributions.

Usage: python -m tests.evaluation.estimate_quotes --corpus TRAIN.jsonl.gz [--parses CACHE]

The file it writes holds weights of features and nothing from which a sentence can be read: a
feature that fewer than `--least` examples show is left out. Each template has its rows, in words:
the values of its columns, then what they weigh in hundredths.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.tokens import DocBin

from tests.evaluation.logistic import Examples, fit
from transforms import nlp
from transforms.quotes import contents, cues, find, rank, sources, unit_features
from transforms.quotes.contents import NOT_WORDS, Units
from transforms.quotes.divide import Division
from transforms.quotes.linear import Weights, from_json
from transforms.quotes.sources import Option
from transforms.quotes.tree import Tree
from transforms.tokens import Flags, Places, Tokens

VERSION = 4
FOLDS = 3
THRESHOLDS = {
    "cue": 0.25,
    "quote": 0.5,
    "thing": 0.6,
    "deed": 0.65,
    "rescue": 0.2,
    "nested": 0.5,
    "saying": 0.5,
}
"""How sure a cue has to be to be read on, and a reading to be reported: alone; alone with a thing
for its content; the same with a cue that seldom reports; as the only one of a quotation; within
another; and where somebody's words are the subject."""
GATE_LEAST, GATE_SHARE = 4, 0.05
KINDS = ("VERB", "NOUN", "ADJ", "ADV", "ADP", "SCONJ", "PUNCT", "AUX", "PROPN", "PART")
Words = frozenset[int]


class Gold:
    """One annotated attribution in token indices, with the head of its cue."""

    def __init__(self, tree: Tree, record: dict[str, Any]) -> None:
        self.content = words(tree, record["content"])
        self.source = words(tree, record["source"])
        self.cue = [i for span in record["cue"] for i in range(*tree.tokens(*span))]
        self.head = self._head(tree)

    def _head(self, tree: Tree) -> int | None:
        """Choose the cue's word around which the content is best put together."""
        best, chosen = 0.2, None
        content = self.content - set(self.cue)
        for index in sorted(self.cue, key=lambda i: (order(tree.pos[i]), i)):
            if tree.pos[index] in KINDS:
                made = assembled(tree, index, content)
                value = len(made & self.content) / max(1, len(made | self.content))
                if value > best + 0.05:
                    best, chosen = value, index
        return chosen


Pair = tuple[Tree, list[Gold]]


def order(pos: str) -> int:
    """Order parts of speech by how likely they head a cue."""
    return KINDS.index(pos) if pos in KINDS else len(KINDS)


def words(tree: Tree, spans: list[list[int]]) -> Words:
    """Give the tokens of spans that are words."""
    return frozenset(
        i for s in spans for i in range(*tree.tokens(*s)) if tree.pos[i] not in NOT_WORDS
    )


def labels(tree: Tree, units: Units, may_fall: Flags, content: list[Words]) -> Places:
    """Say what units are to the contents of their cues: 0 nothing, 1 content, 2 content in part."""
    spans = zip(units.row.tolist(), units.begin.tolist(), units.end.tolist(), strict=True)
    shares = np.array([_share(tree, range(begin, end), content[row]) for row, begin, end in spans])
    in_part = (shares < 0.9) & (shares >= 0.02) & may_fall
    return np.where(in_part, 2, shares >= np.where(may_fall, 0.9, 0.5))


def _share(tree: Tree, span: range, content: Words) -> float:
    inside = [i for i in span if tree.pos[i] not in NOT_WORDS]
    return sum(i in content for i in inside) / max(1, len(inside))


def assembled(tree: Tree, cue: int, content: Words) -> set[int]:
    """Put together the units that are content, as well as they allow."""
    made: set[int] = set()
    units = contents.units(tree, np.array([cue]))
    while len(units):
        division = Division(tree, units)
        kinds = labels(tree, units, division.is_possible, [content])
        for begin, end in zip(units.begin[kinds == 1], units.end[kinds == 1], strict=True):
            made |= {i for i in range(begin, end) if tree.pos[i] not in NOT_WORDS}
        units = division.parts(kinds == 2)
    return made


def add_units(examples: Examples, tree: Tree, golds: list[Gold]) -> None:
    """Add each unit met on the way down to the contents."""
    heads = np.array([gold.head for gold in golds])
    content = [gold.content - set(gold.cue) for gold in golds]
    units = contents.units(tree, heads)
    siblings = unit_features.Siblings(tree, units, len(heads))
    while len(units):
        division = Division(tree, units)
        kinds = labels(tree, units, division.is_possible, content)
        known = unit_features.features(tree, heads, units, division, siblings)
        examples.add(known, kinds, tree.parsed.strings)
        units = division.parts(kinds == 2)


def add_sources(examples: Examples, tree: Tree, golds: list[Gold]) -> None:
    """Add each candidate for a source outside the content."""
    options, right = [], []
    for gold in golds:
        assert gold.head is not None
        found = sources.candidates(tree, gold.head)
        kinds = [c.head in gold.source if c.head is not None else not gold.source for c in found]
        if any(kinds):
            for order, (candidate, is_right) in enumerate(zip(found, kinds, strict=True)):
                if candidate.head not in gold.content:
                    options.append(Option(gold.head, order, candidate))
                    right.append(int(is_right))
    if options:
        examples.add(sources.features(tree, options), np.array(right), tree.parsed.strings)


def add_cues(examples: Examples, tree: Tree, golds: list[Gold], table: Weights) -> None:
    """Add each candidate for a cue; other words of a true cue are left out."""
    heads = {gold.head for gold in golds}
    others = {i for gold in golds for i in gold.cue} - heads
    found = [i for i in cues.candidates(tree, table.table).tolist() if i not in others]
    if found:
        right = np.array([int(cue in heads) for cue in found])
        examples.add(cues.features(tree, np.array(found)), right, tree.parsed.strings)


def gate(pairs: list[Pair]) -> dict[str, Any]:
    """List lemmas with part of speech, verbs aside, that are often enough a cue."""
    seen, hit = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for tree, group in pairs:
        seen.update(zip(tree.lemmas, tree.pos, strict=True))
        hit.update((tree.lemmas[g.head], tree.pos[g.head]) for g in group if g.head is not None)
    rows = [
        [*name, 1]
        for name, count in sorted(hit.items())
        if name[1] != "VERB" and count >= GATE_LEAST and count >= GATE_SHARE * seen[name]
    ]
    return {cues.GATE.name: {cues.GATE.lines[0]: rows}}


def read(path: Path) -> list[dict[str, Any]]:
    """Read a corpus in JSON lines, compressed."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def trees(records: list[dict[str, Any]], cache: Path | None) -> list[Tree]:
    """Parse the texts, or take the parses that a former run left in the cache."""
    if cache and cache.exists():
        vocab = spacy.blank("en").vocab
        return [Tree(Tokens(doc)) for doc in DocBin().from_disk(cache).get_docs(vocab)]
    docs = list(nlp.load().parse(record["text"] for record in records))
    if cache:
        DocBin(docs=docs, store_user_data=False).to_disk(cache)
    return [Tree(Tokens(doc)) for doc in docs]


def estimate(pairs: list[Pair], least: int) -> dict[str, Any]:
    """Estimate what decides on cues, contents and sources one by one."""
    allowed = gate(pairs)
    table = from_json({"weights": allowed, "thresholds": THRESHOLDS})
    cue, unit, source = Examples(), Examples(), Examples()
    for tree, golds in pairs:
        add_cues(cue, tree, golds, table)
        if headed := [gold for gold in golds if gold.head is not None]:
            add_units(unit, tree, headed)
            add_sources(source, tree, headed)
    weights, accuracy = allowed, {}
    for name, examples, strength in (
        ("cue", cue, 0.1),
        ("unit", unit, 0.05),
        ("source", source, 1.0),
    ):
        found, accuracy[name] = fit(examples, least, strength)
        weights = weights | found
    print(accuracy)
    return {"accuracy": accuracy, "thresholds": THRESHOLDS, "weights": weights}


def add_quotes(examples: Examples, pairs: list[Pair], table: Weights) -> None:
    """Add each reading of documents that the weights have not seen, right or wrong."""
    for tree, golds in pairs:
        found = find.settled(tree, table)
        right = matched(found, golds)
        kinds = np.array([int(place in right) for place in range(len(found))])
        if found:
            known = rank.alone(tree, found), rank.beside(tree, find.neighbours(found))
            examples.add(known, kinds, tree.parsed.strings)


def matched(found: list[rank.Found], golds: list[Gold]) -> set[int]:
    """Pair readings and annotations one to one, best first; give the readings that are right."""
    scores = [
        (
            len(one.words & gold.content) / len(one.words | gold.content),
            -one.reading.confidence,
            i,
            j,
        )
        for i, one in enumerate(found)
        for j, gold in enumerate(golds)
        if one.words & gold.content
    ]
    used: set[int] = set()
    right: set[int] = set()
    for share, _, i, j in sorted(scores, key=lambda s: (-s[0], s[1])):
        if share >= 0.5 and i not in right and j not in used:
            head = found[i].reading.source
            if (head is None and not golds[j].source) or head in golds[j].source:
                right.add(i)
                used.add(j)
    return right


def estimate_all(pairs: list[Pair], least: int) -> dict[str, Any]:
    """Estimate everything; whole readings are judged on documents left out before."""
    judged = Examples()
    for fold in range(FOLDS):
        rest = [pair for number, pair in enumerate(pairs) if number % FOLDS != fold]
        table = from_json(estimate(rest, least))
        add_quotes(judged, pairs[fold::FOLDS], table)
    quote, quote_fit = fit(judged, least, 0.1)
    data = estimate(pairs, least)
    data["weights"] |= quote
    data["accuracy"]["quote"] = quote_fit
    return data


def annotated(records: list[dict[str, Any]], parsed: list[Tree]) -> list[Pair]:
    """Pair each parse with its annotations."""
    return [
        (tree, [Gold(tree, a) for a in record["attributions"] if a["content"]])
        for record, tree in zip(records, parsed, strict=True)
    ]


def main() -> None:
    """Estimate the weights and write them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--parses", type=Path, help="keep the parses in this file")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--name", default="PolNeAR 1.0.0 train", help="what the corpus is called")
    parser.add_argument("--date", required=True, help="day of the estimate, written into the file")
    parser.add_argument("--least", type=int, default=4)
    args = parser.parse_args()
    records = read(args.corpus)
    parsed = trees(records, args.parses)
    data = estimate_all(annotated(records, parsed), args.least)
    about = {"corpus": args.name, "date": args.date, "features": VERSION}
    data = about | data
    args.out.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main()
