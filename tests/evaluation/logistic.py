"""Fit logistic models to features that are numbers, and give their weights in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from spacy.strings import StringStore

from transforms.quotes.features import NOTHING, NUMBERS, Features, columns_of
from transforms.quotes.linear import SCALE
from transforms.tokens import Column, Places

SMALLEST = 4
"""Weights nearer to nought, in hundredths, are left out."""
Name = tuple[str, str, tuple[str, ...]]
"""The templates, the template and the values of a feature."""


class Examples:
    """What is known of candidates, and what they are."""

    def __init__(self) -> None:
        self.targets: list[int] = []
        self.names: dict[int, Name] = {}
        self._keys: list[Column] = []
        self._rows: list[Places] = []

    def add(self, known: Iterable[Features], kinds: Places, strings: StringStore) -> None:
        """Add candidates."""
        first = len(self.targets)
        self.targets += kinds.tolist()
        for one in known:
            keys = one.templates.keys(one.columns)
            rows = np.arange(len(kinds)) if one.owners is None else one.owners
            for line, found in zip(one.templates.lines, keys, strict=True):
                columns = [one.columns[name] for name in columns_of(line)]
                there = np.flatnonzero(
                    np.all([c != NOTHING for c in columns], axis=0)
                    if columns
                    else np.ones(len(found))
                )
                self._keys.append(found[there])
                self._rows.append(first + rows[there])
                self._name(one.templates.name, line, found, columns, there, strings)

    def _name(
        self, name: str, line: str, keys: Column, columns: list[Column], there: Places,
        strings: StringStore,
    ) -> None:  # fmt: skip
        for place in there.tolist():
            key = int(keys[place])
            if key not in self.names:
                values = tuple(_spelled(int(column[place]), strings) for column in columns)
                self.names[key] = (name, line, values)

    def matrix(self, least: int) -> tuple[csr_matrix, list[Name]]:
        """Count features by candidate, those that at least so many show; name its columns."""
        found, column = np.unique(np.concatenate(self._keys), return_inverse=True)
        names = [self.names[key] for key in found.tolist()]
        order = np.empty(len(names), dtype="int64")
        order[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
        rows = np.concatenate(self._rows)
        shape = (len(self.targets), len(names))
        matrix = csr_matrix((np.ones(len(rows)), (rows, order[column])), shape=shape)
        often = np.flatnonzero(matrix.getnnz(axis=0) >= least)
        ordered = sorted(names)
        return matrix[:, often], [ordered[place] for place in often.tolist()]


_DERIVED: dict[int, str] = {}
"""The strings behind numbers that no parse knows: paths, endings, counts."""


def _spelled(number: int, strings: StringStore) -> str:
    if not number:
        return ""
    if number in strings:
        return strings[number]
    if number not in _DERIVED:
        _DERIVED.update((known, text) for text, known in NUMBERS.items())
    return _DERIVED[number]


def fit(
    examples: Examples, least: int, strength: float
) -> tuple[dict[str, dict[str, list[Any]]], float]:
    """Estimate a logistic model; return its weights by templates, and its accuracy."""
    matrix, names = examples.matrix(least)
    target = np.array(examples.targets)
    model = LogisticRegression(C=strength, max_iter=400, fit_intercept=False, tol=1e-4)
    model.fit(matrix, target)
    table = model.coef_ if len(model.classes_) == 2 else model.coef_[1:] - model.coef_[0]
    whole = np.rint(table * SCALE).astype(int)
    found: dict[str, dict[str, list[Any]]] = {}
    for (name, line, values), weights in zip(names, whole.T, strict=True):
        if np.abs(weights).max() >= SMALLEST:
            rows = found.setdefault(name, {}).setdefault(line, [])
            rows.append([*values, *weights.tolist()])
    return found, round(float(model.score(matrix, target)), 3)
