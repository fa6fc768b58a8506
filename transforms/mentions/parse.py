"""Hold a parse as plain lists: asking spaCy for one attribute of one token at a time is slow."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

import numpy
from spacy.tokens import Doc

COLUMNS: list[int | str] = [
    "ORTH", "LOWER", "TAG", "DEP", "HEAD", "SENT_START", "IDX", "LENGTH",
]  # fmt: skip


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
        rows = doc.to_array(COLUMNS)
        columns = rows.reshape(len(doc), 8).astype("int64")
        strings = doc.vocab.strings

        def texts(column: int) -> list[str]:
            ids = rows.reshape(len(doc), 8)[:, column].tolist()
            known = {key: strings[key] if key else "" for key in set(ids)}
            return [known[key] for key in ids]

        self.text: str = doc.text if text is None else text
        self.words, self.lower, self.tags, self.deps = (texts(column) for column in range(4))
        places = numpy.arange(len(doc))
        self.heads: list[int] = (columns[:, 4] + places).tolist()
        starts = columns[:, 5] == 1
        starts[:1] = True
        self.sentence: list[int] = (numpy.cumsum(starts) - 1).tolist()
        self.sentence_starts: list[int] = numpy.flatnonzero(starts).tolist()
        self.starts: list[int] = columns[:, 6].tolist()
        self.ends: list[int] = (columns[:, 6] + columns[:, 7]).tolist()
        self.subjects = self._subjects()
        self.entities = [(e.start, e.end, e.label_) for e in doc.ents]

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
