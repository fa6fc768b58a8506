"""Hold the columns of a parsed document: asking spaCy for one attribute of one token is slow."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import Any

import numpy
from spacy.strings import StringStore
from spacy.tokens import Doc

ATTRIBUTES = {
    "lemma": "LEMMA", "tag": "TAG", "dep": "DEP", "pos": "POS", "entity": "ENT_TYPE",
    "lower": "LOWER", "inside": "ENT_IOB", "head": "HEAD", "begins": "SENT_START",
    "start": "IDX", "length": "LENGTH", "space": "IS_SPACE",
}  # fmt: skip
"""What spaCy calls the columns."""
MOST_NAMES = 200_000
"""Strings remembered at a time."""

Column = numpy.ndarray[Any, numpy.dtype[numpy.uint64]]
"""Strings by spaCy's number for them, which is a hash and the same in every document."""
Places = numpy.ndarray[Any, numpy.dtype[numpy.int64]]
Flags = numpy.ndarray[Any, numpy.dtype[numpy.bool_]]
_SPELLED: dict[int, str] = {0: ""}


class Tokens:
    """A parsed document by columns, one entry a token: arrays, and the same as lists.

    Its text can be handed over: joining it from the tokens takes as long as all columns.
    """

    def __init__(self, doc: Doc, text: str | None = None) -> None:
        self.text: str = doc.text if text is None else text
        self.strings: StringStore = doc.vocab.strings
        self.has_sentences: bool = doc.has_annotation("SENT_START")
        table = doc.to_array(list(ATTRIBUTES.values())).view("uint64")
        columns = numpy.ascontiguousarray(table.reshape(len(doc), len(ATTRIBUTES)).T)
        self.columns: dict[str, Column] = dict(zip(ATTRIBUTES, columns, strict=True))
        self.place = numpy.arange(len(doc))
        self.head: Places = self.columns["head"].view("int64") + self.place
        first = self.columns["begins"] == 1
        first[:1] = True
        self.first: Places = numpy.flatnonzero(first)
        """The first token of each sentence."""
        self.sentence: Places = numpy.cumsum(first) - 1
        self.starts: list[int] = self.columns["start"].tolist()
        self.ends: list[int] = (self.columns["start"] + self.columns["length"]).tolist()

    def __len__(self) -> int:
        return len(self.starts)

    def spelled(self, column: Column) -> list[str]:
        """Spell out a column."""
        numbers: list[int] = column.tolist()
        try:
            return list(map(_SPELLED.__getitem__, numbers))
        except KeyError:
            if len(_SPELLED) > MOST_NAMES:
                _SPELLED.clear()
            new = set(numbers) - _SPELLED.keys()
            _SPELLED.update((number, self.strings[number]) for number in new)
            return list(map(_SPELLED.__getitem__, numbers))

    @cached_property
    def deps(self) -> list[str]:
        """Tell how each token hangs on its head."""
        return self.spelled(self.columns["dep"])

    @cached_property
    def tags(self) -> list[str]:
        """Give the fine parts of speech."""
        return self.spelled(self.columns["tag"])

    @cached_property
    def words(self) -> list[str]:
        """Give the tokens as they are written."""
        written = self.text
        return [written[i:j] for i, j in zip(self.starts, self.ends, strict=True)]

    @cached_property
    def lowers(self) -> list[str]:
        """Give the tokens in small letters."""
        return list(map(str.lower, self.words))

    def span(self, start_char: int, end_char: int) -> tuple[int, int]:
        """Give the range of tokens that share a character with a span."""
        first = bisect_right(self.ends, start_char)
        return first, max(first, bisect_left(self.starts, end_char))
