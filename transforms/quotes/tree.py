"""View a parse as plain lists: attribute access in spaCy costs more than the work done here."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from functools import cached_property
from itertools import pairwise

import numpy
from spacy.tokens import Doc

from transforms.quotes.marks import Quotation, quotations

PLACES: list[int | str] = ["HEAD", "SENT_START", "IDX", "LENGTH"]


class Tree:
    """A parsed document: words, tags, dependencies, quotation marks, all by token index."""

    def __init__(self, doc: Doc) -> None:
        strings = doc.vocab.strings
        columns = doc.to_array(["LEMMA", "TAG", "DEP", "POS", "ENT_TYPE", "LOWER"]).T
        names = [{int(i): strings[int(i)] for i in set(c.tolist())} for c in columns]
        self.lemmas, self.tags, self.deps, self.pos, self.entities, self.lowers = (
            [table[i] for i in column.tolist()]
            for table, column in zip(names, columns, strict=True)
        )
        self.text = doc.text
        heads, begins, starts, lengths = (
            column.astype("int64") for column in doc.to_array(PLACES).T
        )
        size = len(doc)
        self.heads: list[int] = (heads + numpy.arange(size)).tolist()
        self.starts: list[int] = starts.tolist()
        self.ends: list[int] = (starts + lengths).tolist()
        self.children: list[list[int]] = [[] for _ in range(size)]
        for index, head in enumerate(self.heads):
            if head != index:
                self.children[head].append(index)
        self.sentence_starts: list[int] = numpy.flatnonzero(begins == 1).tolist()
        self.sentences = list(pairwise([*self.sentence_starts, size]))
        self._edges(size)
        self.quotations = quotations(self.text)
        self._quote()

    def _edges(self, size: int) -> None:
        """Find the first and last token below each token: subtrees as ranges.

        Each token passes its place up until it meets a better one, so a node is set only once.
        """
        heads = self.heads
        self.left, self.right = list(range(size)), list(range(size))
        for edge, order in ((self.left, range(size)), (self.right, range(size - 1, -1, -1))):
            step = order.step
            for index in order:
                above = heads[index]
                while (edge[above] - index) * step > 0:
                    edge[above] = index
                    above = heads[above]

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
        last = first
        while last < len(self.starts) and self.starts[last] < end:
            last += 1
        return first, last

    def quotation(self, index: int) -> Quotation | None:
        """Give the outermost quotation around a token, if any."""
        number = self.in_quote[index]
        return self.outer[number] if number >= 0 else None
