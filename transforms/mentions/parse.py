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

Column = numpy.ndarray[tuple[int], numpy.dtype[numpy.uint64]]
SPELLED: dict[int, str] = {0: ""}
"""Tags and types by spaCy's number for them, which is a hash and the same in every document."""


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
    start_char: int
    end_char: int
    text: str
    of: Reference | None = None
    """The name that the grammar says this title or nominal stands for."""
    affiliation: str | None = None
    """Whose office it is: "NATO" for "NATO's secretary general"."""
    role: str | None = None
    """What a title or a nominal says somebody is, in small letters."""


class Parse:
    """The columns of a parsed document, one list entry a token.

    Its text can be handed over: joining it from the tokens takes as long as all columns.
    """

    def __init__(self, doc: Doc, text: str | None = None) -> None:
        size = len(doc)
        columns = doc.to_array(COLUMNS).view("uint64").reshape(size, len(COLUMNS))
        tags, deps, heads, begins, starts, lengths, inside, types = columns.T
        self.text: str = doc.text if text is None else text
        self.starts: list[int] = starts.tolist()
        self.ends: list[int] = (starts + lengths).tolist()
        written = self.text
        self.words = [written[i:j] for i, j in zip(self.starts, self.ends, strict=True)]
        self.lower = list(map(str.lower, self.words))
        self.tags, self.deps = _strings(doc, tags), _strings(doc, deps)
        self.heads: list[int] = (heads.astype("int64") + numpy.arange(size)).tolist()
        first = begins == 1
        first[:1] = True
        self.sentence: list[int] = (numpy.cumsum(first) - 1).tolist()
        self.sentence_starts: list[int] = numpy.flatnonzero(first).tolist()
        self.subjects = {self.heads[at]: at for at in _where(doc, deps, ("nsubj", "nsubjpass"))}
        """The head of the subject of each verb."""
        self.pronouns = _where(doc, tags, ("PRP", "PRP$"))
        self.nouns = _where(doc, tags, ("NN", "NNS", "NNP", "NNPS"))
        self.entities = _entities(doc, inside, types)

    def __len__(self) -> int:
        return len(self.words)

    def tokens(self, start_char: int, end_char: int) -> range:
        """Give the tokens that a span of characters touches."""
        first = bisect_right(self.ends, start_char)
        last = bisect_left(self.starts, end_char)
        return range(first, max(first, last))

    def head_of(self, start: int, end: int) -> int:
        """Find the token of a span that governs the others; the last one if several do."""
        heads = self.heads
        for token in range(end - 1, start - 1, -1):
            if not start <= heads[token] < end or heads[token] == token:
                return token
        return end - 1

    def reference(
        self, start: int, end: int, label: str, kind: str, head: int | None = None
    ) -> Reference:
        """Make a mention of these tokens."""
        if head is None:
            head = start if end - start == 1 else self.head_of(start, end)
        first, last = self.starts[start], self.ends[end - 1]
        text = self.text[first:last]
        return Reference(start, end, head, label, kind, self.sentence[start], first, last, text)


def _strings(doc: Doc, column: Column) -> list[str]:
    """Spell out a column of few different values."""
    ids: list[int] = column.tolist()
    try:
        return list(map(SPELLED.__getitem__, ids))
    except KeyError:
        SPELLED.update((key, doc.vocab.strings[key]) for key in set(ids) - SPELLED.keys())
        return list(map(SPELLED.__getitem__, ids))


def _where(doc: Doc, column: Column, values: tuple[str, ...]) -> list[int]:
    """List the tokens that have one of a few values."""
    strings = doc.vocab.strings
    found = numpy.zeros(len(column), dtype=bool)
    for value in values:
        found |= column == strings[value]
    where: list[int] = numpy.flatnonzero(found).tolist()
    return where


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
