"""Estimate the weights of the quote finder from annotated attributions.

Usage: python -m tests.evaluation.estimate_quotes --corpus TRAIN.jsonl.gz [--parses CACHE]

The file it writes holds weights of features and nothing from which a sentence can be read:
a feature that fewer than `--least` examples show is left out.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from spacy.tokens import DocBin

from transforms import nlp
from transforms.quotes import contents, cues, find, rank, sources
from transforms.quotes.contents import NOT_WORDS, Unit
from transforms.quotes.linear import SCALE, Weights, from_json
from transforms.quotes.tree import Tree

VERSION = 2
FOLDS = 3
SMALLEST = 4
"""Weights nearer to nought, in hundredths, are left out."""
THRESHOLDS = {"cue": 0.25, "quote": 0.5, "rescue": 0.2, "nested": 0.5, "saying": 0.5}
"""How sure a cue has to be to be read on, and a reading to be reported: alone, as the only one of
a quotation, within another, and where somebody's words are the subject."""
GATE_LEAST, GATE_SHARE = 4, 0.05
KINDS = ("VERB", "NOUN", "ADJ", "ADV", "ADP", "SCONJ", "PUNCT", "AUX", "PROPN", "PART")
Words = frozenset[int]
Example = tuple[list[str], int]


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
                made = assembled(tree, contents.units(tree, index), content)
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


def label(tree: Tree, unit: Unit, content: Words) -> int:
    """Say what a unit is: 0 no content, 1 content, 2 content in part."""
    inside = [i for i in range(unit.begin, unit.end) if tree.pos[i] not in NOT_WORDS]
    share = sum(i in content for i in inside) / max(1, len(inside))
    if share >= 0.9 or share < 0.02:
        return int(share >= 0.9)
    return 2 if contents.divided(tree, unit) else int(share >= 0.5)


def assembled(tree: Tree, units: Iterator[Unit] | list[Unit], content: Words) -> set[int]:
    """Put together the units that are content, as well as they allow."""
    made: set[int] = set()
    for unit in units:
        kind = label(tree, unit, content)
        if kind == 2:
            made |= assembled(tree, contents.divided(tree, unit), content)
        elif kind:
            made |= {i for i in range(unit.begin, unit.end) if tree.pos[i] not in NOT_WORDS}
    return made


def unit_examples(tree: Tree, gold: Gold) -> Iterator[Example]:
    """Yield each unit met on the way down to the content."""
    assert gold.head is not None
    queue = list(contents.units(tree, gold.head))
    siblings = frozenset(unit.path.split(":")[0] for unit in queue if not unit.level)
    content = gold.content - set(gold.cue)
    while queue:
        unit = queue.pop(0)
        kind = label(tree, unit, content)
        yield contents.features(tree, gold.head, unit, siblings), kind
        if kind == 2:
            queue += contents.divided(tree, unit)


def source_examples(tree: Tree, gold: Gold) -> Iterator[Example]:
    """Yield each candidate for the source outside the content."""
    assert gold.head is not None
    found = sources.candidates(tree, gold.head)
    right = [c.head in gold.source if c.head is not None else not gold.source for c in found]
    if any(right):
        for place, (candidate, is_right) in enumerate(zip(found, right, strict=True)):
            if candidate.head not in gold.content:
                yield sources.features(tree, gold.head, candidate, place), int(is_right)


def cue_examples(tree: Tree, golds: list[Gold], gate: frozenset[str]) -> Iterator[Example]:
    """Yield each candidate for a cue; other words of a true cue are left out."""
    heads = {gold.head for gold in golds}
    others = {i for gold in golds for i in gold.cue} - heads
    for cue in cues.candidates(tree, gate):
        if cue not in others:
            yield cues.features(tree, cue), int(cue in heads)


def fit(examples: list[Example], least: int, strength: float) -> tuple[dict[str, Any], float]:
    """Estimate a logistic model; return its weights in hundredths and its accuracy."""
    counts = Counter(name for names, _ in examples for name in set(names))
    index = {name: i for i, name in enumerate(sorted(n for n, c in counts.items() if c >= least))}
    rows, columns = [], []
    for row, (names, _) in enumerate(examples):
        for name in names:
            if name in index:
                rows.append(row)
                columns.append(index[name])
    matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(examples), len(index)))
    target = np.array([kind for _, kind in examples])
    model = LogisticRegression(C=strength, max_iter=400, fit_intercept=False, tol=1e-4)
    model.fit(matrix, target)
    table = model.coef_ if len(model.classes_) == 2 else model.coef_[1:] - model.coef_[0]
    whole = np.rint(table * SCALE).astype(int)
    kept = {
        n: whole[:, i].tolist() for n, i in index.items() if np.abs(whole[:, i]).max() >= SMALLEST
    }
    if len(whole) == 1:
        return {n: values[0] for n, values in kept.items()}, round(
            float(model.score(matrix, target)), 3
        )
    return kept, round(float(model.score(matrix, target)), 3)


def gate(pairs: list[Pair]) -> frozenset[str]:
    """List lemmas with part of speech, verbs aside, that are often enough a cue."""
    seen, hit = Counter[str](), Counter[str]()
    for tree, group in pairs:
        seen.update(f"{lemma}|{pos}" for lemma, pos in zip(tree.lemmas, tree.pos, strict=True))
        hit.update(f"{tree.lemmas[g.head]}|{tree.pos[g.head]}" for g in group if g.head is not None)
    return frozenset(
        name
        for name, count in hit.items()
        if not name.endswith("|VERB") and count >= GATE_LEAST and count >= GATE_SHARE * seen[name]
    )


def read(path: Path) -> list[dict[str, Any]]:
    """Read a corpus in JSON lines, compressed."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def trees(records: list[dict[str, Any]], cache: Path | None) -> list[Tree]:
    """Parse the texts, or take the parses that a former run left in the cache."""
    if cache and cache.exists():
        vocab = spacy.blank("en").vocab
        return [Tree(doc) for doc in DocBin().from_disk(cache).get_docs(vocab)]
    docs = list(nlp.load().parse(record["text"] for record in records))
    if cache:
        DocBin(docs=docs, store_user_data=False).to_disk(cache)
    return [Tree(doc) for doc in docs]


def estimate(pairs: list[Pair], least: int) -> dict[str, Any]:
    """Estimate what decides on cues, contents and sources one by one."""
    allowed = gate(pairs)
    headed = [(tree, g) for tree, group in pairs for g in group if g.head is not None]
    cue, cue_fit = fit([e for t, g in pairs for e in cue_examples(t, g, allowed)], least, 0.1)
    unit, unit_fit = fit([e for t, g in headed for e in unit_examples(t, g)], least, 0.1)
    source, source_fit = fit([e for t, g in headed for e in source_examples(t, g)], least, 1.0)
    accuracy = {"cue": cue_fit, "unit": unit_fit, "source": source_fit}
    print(accuracy)
    tables = {"gate": sorted(allowed), "cue": cue, "unit": unit, "source": source, "quote": {}}
    return {"accuracy": accuracy, "thresholds": THRESHOLDS} | tables


def quote_examples(pairs: list[Pair], table: Weights) -> Iterator[Example]:
    """Yield each reading of documents that the weights have not seen, right or wrong."""
    for tree, golds in pairs:
        found = find.settled(tree, table)
        right = matched(found, golds)
        for place, one in enumerate(found):
            near = found[max(0, place - find.NEAR) : place + find.NEAR + 1]
            yield rank.features(tree, one, near), int(place in right)


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
    judged: list[Example] = []
    for fold in range(FOLDS):
        rest = [pair for number, pair in enumerate(pairs) if number % FOLDS != fold]
        table = from_json(estimate(rest, least))
        judged += quote_examples(pairs[fold::FOLDS], table)
    quote, quote_fit = fit(judged, least, 0.1)
    data = estimate(pairs, least) | {"quote": quote}
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
