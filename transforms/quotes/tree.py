"""View a parse as plain lists: attribute access in spaCy costs more than the work done here."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy
from spacy.strings import StringStore
from spacy.tokens import Doc

from transforms.quotes.marks import Quotation, quotations

COLUMNS: list[int | str] = ["LEMMA", "TAG", "DEP", "POS", "ENT_TYPE", "LOWER"]
PLACES: list[int | str] = ["HEAD", "SENT_START", "IDX", "LENGTH"]
LONGEST = 400
"""Tokens of a sentence: a longer one is cut, for the time grows with the square of its length."""
Places = numpy.ndarray[Any, numpy.dtype[numpy.int64]]
MOST_NAMES = 200_000
"""Strings remembered at a time."""


class _Names(dict[int, str]):
    """The strings behind spaCy's numbers, which are hashes and so the same in every document."""

    def of(self, column: list[int], strings: StringStore) -> list[str]:
        """Give the strings of a column, looking up those that are new."""
        if len(self) > MOST_NAMES:
            self.clear()
        for number in set(column):
            if number not in self:
                self[number] = strings[number]
        return list(map(self.__getitem__, column))


_NAMES = _Names()


class Tree:
    """A parsed document: words, tags, dependencies, quotation marks, all by token index."""

    def __init__(self, doc: Doc, text: str | None = None) -> None:
        self.lemmas, self.tags, self.deps, self.pos, self.entities, self.lowers = (
            _NAMES.of(column.tolist(), doc.vocab.strings) for column in doc.to_array(COLUMNS).T
        )
        self.text = doc.text if text is None else text
        places, begins, starts, lengths = (
            column.astype("int64") for column in doc.to_array(PLACES).T
        )
        size = len(doc)
        heads, firsts = _cut(places + numpy.arange(size), numpy.flatnonzero(begins == 1))
        self.heads: list[int] = heads.tolist()
        self.starts: list[int] = starts.tolist()
        self.ends: list[int] = (starts + lengths).tolist()
        self.children: list[list[int]] = [[] for _ in range(size)]
        for index, head in enumerate(self.heads):
            if head != index:
                self.children[head].append(index)
        self.left, self.right = _edges(self.heads)
        self.sentence_starts: list[int] = firsts.tolist()
        self.sentences = list(pairwise([*self.sentence_starts, size]))
        self.quotations = quotations(self.text)
        self._quote()

    def _quote(self) -> None:
        """Note for each token the outermost quotation it stands in, or -1."""
        self.outer = [q for q in self.quotations if q.depth == 0]
        self.outer_starts = [q.start for q in self.outer]
        self.in_quote = [-1] * len(self.heads)
        for number, quotation in enumerate(self.outer):
            first, last = self.tokens(quotation.start, quotation.end)
            for index in range(first, last):
                self.in_quote[index] = number

    @cached_property
    def quoted(self) -> list[dict[int, int]]:
        """Count for each sentence the tokens that stand in each quotation it touches."""
        return [
            Counter(number for number in self.in_quote[begin:end] if number >= 0)
            if self.count_quoted(begin, end)
            else {}
            for begin, end in self.sentences
        ]

    @cached_property
    def _quoted_before(self) -> list[int]:
        """Count the tokens in quotations before each place."""
        inside = numpy.array(self.in_quote, dtype="int64") >= 0
        return [0, *numpy.cumsum(inside).tolist()]

    def count_quoted(self, begin: int, end: int) -> int:
        """Count the tokens of a range that stand in quotations."""
        return self._quoted_before[end] - self._quoted_before[begin]

    def __len__(self) -> int:
        return len(self.heads)

    def sentence(self, index: int) -> int:
        """Give the number of the sentence that holds a token."""
        return bisect_right(self.sentence_starts, index) - 1

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """Give the range of tokens that share a character with a span."""
        first = bisect_right(self.ends, start)
        return first, max(first, bisect_left(self.starts, end))

    def quotation(self, index: int) -> Quotation | None:
        """Give the outermost quotation around a token, if any."""
        number = self.in_quote[index]
        return self.outer[number] if number >= 0 else None


def _cut(heads: Places, firsts: Places) -> tuple[Places, Places]:
    """Cut sentences longer than any that people write, so that a page of names costs no hour."""
    lengths = numpy.diff(firsts, append=len(heads))
    if not (lengths > LONGEST).any():
        return heads, firsts
    more = [
        first + step
        for first, length in zip(firsts.tolist(), lengths.tolist(), strict=True)
        for step in range(0, length, LONGEST)
    ]
    piece = numpy.searchsorted(more, numpy.arange(len(heads)), side="right")
    whole = piece[heads] == piece
    return numpy.where(whole, heads, numpy.arange(len(heads))), numpy.array(more)


def _edges(heads: list[int]) -> tuple[list[int], list[int]]:
    """Find the first and last token below each token: subtrees as ranges.

    Each token passes its place up until it meets a better one, so a node is set only once.
    """
    left, right = list(range(len(heads))), list(range(len(heads)))
    for index, above in enumerate(heads):
        while left[above] > index:
            left[above] = index
            above = heads[above]
    for index in range(len(heads) - 1, -1, -1):
        above = heads[index]
        while right[above] < index:
            right[above] = index
            above = heads[above]
    return left, right
