"""Fit weights by which the right one of several candidates is chosen: a conditional logit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from tests.evaluation.coreference_gold import Example
from transforms.coreference.ranker import Known, Value

LEAST = 4
"""A value of a feature that fewer candidates have is left out."""
STRENGTH = 4.0
"""How hard weights are drawn to nought; a corpus's own level is drawn less."""
OWN = 0.3
SMALLEST = 0.005
CORPUS = "corpus "
"""Begins the features by which the share of open pronouns may differ between corpora.

Passages cut from the middle of a page, and openings of novels, leave more pronouns open than a
text of news that is read from its beginning: what they have of their own is not kept.
"""
OURS = "seen"
Array = np.ndarray[Any, np.dtype[np.float64]]
Name = tuple[str, str]


def fit(
    examples: Sequence[Example], weight: Callable[[Example], float]
) -> dict[str, dict[str, float]]:
    """Estimate the weights; several right answers share the likelihood."""
    rows = [list(_described(one)) for one in examples]
    names = _names(rows)
    matrix = _matrix(rows, names)
    found = _fitted(matrix, examples, np.array([weight(one) for one in examples]), names)
    out: dict[str, dict[str, float]] = {}
    for (name, value), one in zip(names, found.tolist(), strict=True):
        if not name.startswith(CORPUS) and abs(one) >= SMALLEST:
            out.setdefault(name, {})[value] = round(one, 3)
    return out


def _described(one: Example) -> Iterator[dict[Name, float]]:
    *candidates, nobody = one.decision.known
    for known in candidates:
        yield dict(_pairs(known))
    pairs = dict(_pairs(nobody))
    if one.corpus != OURS:
        own = {(f"{CORPUS}{one.corpus} {name}", value): x for (name, value), x in pairs.items()}
        pairs |= own
    yield pairs


def _pairs(known: Known) -> Iterator[tuple[Name, float]]:
    for name, value in known.items():
        if value != "":
            yield _pair(name, value)


def _pair(name: str, value: Value) -> tuple[Name, float]:
    return ((name, value), 1.0) if isinstance(value, str) else ((name, ""), value)


def _names(rows: list[list[dict[Name, float]]]) -> list[Name]:
    counts = Counter(name for row in rows for known in row for name in known)
    return sorted(name for name, count in counts.items() if count >= LEAST)


def _matrix(rows: list[list[dict[Name, float]]], names: list[Name]) -> csr_matrix:
    places = {name: place for place, name in enumerate(names)}
    flat = [known for row in rows for known in row]
    cells = [
        (at, places[name], value)
        for at, known in enumerate(flat)
        for name, value in known.items()
        if name in places
    ]
    at, column, value = zip(*cells, strict=True)
    return csr_matrix((value, (at, column)), shape=(len(flat), len(names)))


def _fitted(
    matrix: csr_matrix, examples: Sequence[Example], weight: Array, names: list[Name]
) -> Array:
    sizes = np.array([len(one.right) for one in examples])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    group = np.repeat(np.arange(len(sizes)), sizes)
    right = np.array([flag for one in examples for flag in one.right], dtype=float)
    drawn = np.array([STRENGTH * (OWN if n.startswith(CORPUS) else 1.0) for n, _ in names])
    transposed = matrix.T.tocsr()

    def loss(found: Array) -> tuple[float, Array]:
        scores = matrix @ found
        grown = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        good = grown * right
        whole, part = np.add.reduceat(grown, starts), np.add.reduceat(good, starts)
        value = (weight * (np.log(whole) - np.log(part))).sum() + (drawn * found**2).sum() / 2
        slope = transposed @ ((grown / whole[group] - good / part[group]) * weight[group])
        return float(value), slope + drawn * found

    done = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    return np.asarray(done.x)
