"""Hold a parse as plain lists: asking spaCy for one attribute of one token at a time is slow."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

import numpy
from spacy.tokens import Doc

COLUMNS: list[int | str] = [
    "TAG", "DEP", "HEAD", "SENT_START", "IDX", "LENGTH", "ENT_IOB", "ENT_TYPE",
]  # fmt: skip
INSIDE, BEGIN = 1, 3
"""How spaCy codes that a token is inside of an entity, or begins one."""
LABELS = {"PER": "PERSON"}
"""OntoNotes types for those of other schemes."""

Column = numpy.ndarray[tuple[int], numpy.dtype[numpy.int64]]


@dataclass(slots=True, eq=False)
class Reference:
    """A mention in tokens, before it becomes a row."""

    start: int
    end: int
    head: int
    label: str
    kind: str
    """name, title, nominal or pronoun."""
    sentence: int
    of: Reference | None = None
    """The name that the grammar says this title or nominal stands for."""
    affiliation: str | None = None
    """Whose office it is: "NATO" for "NATO's secretary general"."""


class Parse:
    """The columns of a parsed document, one list entry a token.

    Its text can be handed over: joining it from the tokens takes as long as all columns.
    """

    def __init__(self, doc: Doc, text: str | None = None) -> None:
        size = len(doc)
        columns = doc.to_array(COLUMNS).reshape(size, len(COLUMNS)).astype("int64")
        tags, deps, heads, begins, starts, lengths, inside, types = columns.T
        self.text: str = doc.text if text is None else text
        self.starts: list[int] = starts.tolist()
        self.ends: list[int] = (starts + lengths).tolist()
        self.words = [self.text[i:j] for i, j in zip(self.starts, self.ends, strict=True)]
        self.lower = [word.lower() for word in self.words]
        self.tags, self.deps = _strings(doc, tags), _strings(doc, deps)
        self.heads: list[int] = (heads + numpy.arange(size)).tolist()
        first = begins == 1
        first[:1] = True
        self.sentence: list[int] = (numpy.cumsum(first) - 1).tolist()
        self.sentence_starts: list[int] = numpy.flatnonzero(first).tolist()
        self.subjects = self._subjects()
        self.entities = _entities(doc, inside, types)

    def __len__(self) -> int:
        return len(self.words)

    def _subjects(self) -> dict[int, int]:
        """Map each verb to the head of its subject."""
        return {
            self.heads[token]: token
            for token, dep in enumerate(self.deps)
            if dep in {"nsubj", "nsubjpass"}
        }

    def tokens(self, start_char: int, end_char: int) -> range:
        """Give the tokens that a span of characters touches."""
        first = bisect_right(self.ends, start_char)
        last = bisect_left(self.starts, end_char)
        return range(first, max(first, last))

    def head_of(self, start: int, end: int) -> int:
        """Find the token of a span that governs the others; the last one if several do."""
        for token in range(end - 1, start - 1, -1):
            if not start <= self.heads[token] < end or self.heads[token] == token:
                return token
        return end - 1

    def reference(self, start: int, end: int, label: str, kind: str) -> Reference:
        """Make a mention of these tokens."""
        return Reference(start, end, self.head_of(start, end), label, kind, self.sentence[start])

    def span_text(self, reference: Reference) -> str:
        """Give the words of a mention as they are written."""
        return self.text[self.starts[reference.start] : self.ends[reference.end - 1]]


def _strings(doc: Doc, column: Column) -> list[str]:
    """Spell out a column of few different values."""
    strings = doc.vocab.strings
    ids = column.astype("uint64").tolist()
    known = {key: strings[key] if key else "" for key in set(ids)}
    return [known[key] for key in ids]


def _entities(doc: Doc, inside: Column, types: Column) -> list[tuple[int, int, str]]:
    """List what the model recognised: where it begins, where it ends, and its type."""
    starts = numpy.flatnonzero(inside == BEGIN)
    stops = numpy.append(numpy.flatnonzero(inside != INSIDE), len(doc))
    ends = stops[numpy.searchsorted(stops, starts, side="right")]
    labels = _strings(doc, types[starts])
    return [
        (start, end, LABELS.get(label, label))
        for start, end, label in zip(starts.tolist(), ends.tolist(), labels, strict=True)
    ]
