"""Number what is known of a candidate: each feature is a 64-bit key, made of columns by arrays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy
from spacy.strings import get_string_id

from transforms.tokens import MOST_NAMES, Column, Flags, Places

Keys = numpy.ndarray[Any, numpy.dtype[numpy.uint64]]
NOTHING = numpy.uint64(2**64 - 1)
"""Stands where a candidate lacks a value: features that name its column are not there."""
BIAS = "bias"
"""The template that names no column."""
LEAST, MOST = -32, 256


class Numbers(dict[str, int]):
    """The numbers of strings, as spaCy gives them, remembered."""

    def __missing__(self, text: str) -> int:
        if len(self) > MOST_NAMES:
            self.clear()
        self[text] = number = get_string_id(text)
        return number

    def of(self, texts: Iterable[str]) -> Column:
        """Give the numbers of strings."""
        return numpy.array([self[text] for text in texts], dtype="uint64")


NUMBERS = Numbers()
_COUNTS = NUMBERS.of([str(count) for count in range(LEAST, MOST)])


def counts(values: Places | Flags) -> Column:
    """Give small whole numbers, or truth, the numbers of their spelling."""
    return _COUNTS[values - LEAST]


class Templates:
    """Which columns make the features of a decision: one template a line, as CRFs have them.

    A key is the template's own number plus its values, each times an odd number of its column;
    all modulo 2**64.
    """

    def __init__(self, name: str, lines: str) -> None:
        self.name = name
        self.lines = [line.strip() for line in lines.strip().splitlines()]
        self.columns = sorted({column for line in self.lines for column in columns_of(line)})
        places = {column: number for number, column in enumerate(self.columns, 1)}
        parts = [[places[column] for column in columns_of(line)] for line in self.lines]
        longest = max(map(len, parts))
        padded = numpy.array([row + [0] * (longest - len(row)) for row in parts])
        self._first, *self._further = padded.T
        self._salts = numpy.array([[salt(name, line)] for line in self.lines], dtype="uint64")
        self._factors = numpy.array([[factor(one)] for one in self.columns], dtype="uint64")

    def keys(self, columns: Mapping[str, Column]) -> Keys:
        """Give the key of every feature: a row for each template, a column for each candidate."""
        mixed = numpy.zeros((len(self.columns) + 1, len(columns[self.columns[0]])), dtype="uint64")
        for row, name in enumerate(self.columns, 1):
            mixed[row] = columns[name]
        mixed[1:] *= self._factors
        keys: Keys = mixed[self._first]
        for rows in self._further:
            keys += mixed[rows]
        keys += self._salts
        return keys


def columns_of(line: str) -> list[str]:
    """List the columns that a template joins; the bias joins none."""
    return [] if line == BIAS else line.split()


def salt(name: str, line: str) -> int:
    """Give a template its own number."""
    return NUMBERS[f"{name}: {line}"]


def factor(column: str) -> int:
    """Give a column its own odd number."""
    return NUMBERS[f"factor of {column}"] | 1


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of candidates: columns to be joined by templates.

    Of a candidate that has several children, say, each has its own entries; `owners` tells whose
    they are.
    """

    templates: Templates
    columns: Mapping[str, Column]
    owners: Places | None = None
