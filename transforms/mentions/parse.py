"""Hold what mentions need of a parse, and the form in which they are handed on."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import numpy
from spacy.strings import get_string_id

from transforms.tables import MentionType
from transforms.tokens import Tokens

INSIDE, BEGIN = 1, 3
"""How spaCy codes that a token is inside of an entity, or begins one."""
GAP = re.compile(r"\n\s*\n")
"""What parts paragraphs."""
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
PROPER = frozenset({"NNP", "NNPS"})
PLURAL = frozenset({"NNS", "NNPS"})
NUMBERS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL"})
"""OntoNotes types of what is no thing with a name."""
RELATIVE = frozenset({"WP", "WDT"})
LABELS = {"PER": "PERSON"}
"""OntoNotes types for those of other schemes."""


@dataclass(slots=True, eq=False)
class Reference:
    """A mention in tokens, before it becomes a row."""

    start: int
    end: int
    head: int
    label: str
    kind: MentionType
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
    """The columns of a parsed document, one list entry a token."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self.text, self.starts, self.ends = tokens.text, tokens.starts, tokens.ends
        self.words, self.lower = tokens.words, tokens.lowers
        self.tags, self.deps = tokens.tags, tokens.deps
        self.heads: list[int] = tokens.head.tolist()
        self.sentence: list[int] = tokens.sentence.tolist()
        self.sentence_starts: list[int] = tokens.first.tolist()
        subjects = _where(tokens, "dep", ("nsubj", "nsubjpass"))
        self.subjects = {self.heads[at]: at for at in subjects}
        """The head of the subject of each verb."""
        joined = {self.heads[at] for at in _where(tokens, "dep", ("conj",))}
        self.plural_subjects = [at for at in subjects if at in joined or self.tags[at] in PLURAL]
        """The heads of the subjects that mean several, in the order of the text."""
        self.appositions = _where(tokens, "dep", ("appos",))
        self.pronouns = _where(tokens, "tag", ("PRP", "PRP$"))
        self.nouns = _where(tokens, "tag", ("NN", "NNS", "NNP", "NNPS"))
        self.entities = _entities(tokens)

    def __len__(self) -> int:
        return len(self.words)

    def tokens(self, start_char: int, end_char: int) -> range:
        """Give the tokens that a span of characters touches."""
        return range(*self._tokens.span(start_char, end_char))

    def sentence_span(self, sentence: int) -> tuple[int, int]:
        """Give the first character of a sentence and one past its last, without blanks around."""
        first = self.sentence_starts[sentence]
        after = self.sentence_starts[sentence + 1 : sentence + 2] or [len(self)]
        last = after[0] - 1
        while last > first and self.words[last].isspace():
            last -= 1
        while first < last and self.words[first].isspace():
            first += 1
        return self.starts[first], self.ends[last]

    def paragraphs(self) -> list[int]:
        """Give the number of the paragraph in which each sentence begins."""
        gaps = [gap.start() for gap in GAP.finditer(self.text)]
        starts = (self.sentence_span(number)[0] for number in range(len(self.sentence_starts)))
        return [bisect_right(gaps, start) for start in starts]

    def antecedent(self, head: int) -> int:
        """Follow a relative pronoun to the noun it stands for: "Reed, who said"."""
        if self.tags[head] in RELATIVE:
            verb = self.heads[head]
            if self.deps[verb] == "relcl":
                return self.heads[verb]
        return head

    def above(self, token: int) -> Iterator[int]:
        """Yield what governs a token, the nearest first."""
        while self.heads[token] != token:
            token = self.heads[token]
            yield token

    def head_of(self, start: int, end: int) -> int:
        """Find the token of a span that governs the others; the last one if several do."""
        heads = self.heads
        for token in range(end - 1, start - 1, -1):
            if not start <= heads[token] < end or heads[token] == token:
                return token
        return end - 1

    def reference(
        self, start: int, end: int, label: str, kind: MentionType, head: int | None = None
    ) -> Reference:
        """Make a mention of these tokens."""
        if head is None:
            head = start if end - start == 1 else self.head_of(start, end)
        first, last = self.starts[start], self.ends[end - 1]
        text = self.text[first:last]
        return Reference(start, end, head, label, kind, self.sentence[start], first, last, text)


def _where(tokens: Tokens, name: str, values: tuple[str, ...]) -> list[int]:
    """List the tokens that have one of a few values."""
    column = tokens.columns[name]
    found = numpy.zeros(len(column), dtype=bool)
    for value in values:
        found |= column == get_string_id(value)
    where: list[int] = numpy.flatnonzero(found).tolist()
    return where


def _entities(tokens: Tokens) -> list[tuple[int, int, str]]:
    """List what the model recognised: where it begins, where it ends, and its type."""
    inside = tokens.columns["inside"]
    starts = numpy.flatnonzero(inside == BEGIN)
    stops = numpy.append(numpy.flatnonzero(inside != INSIDE), len(tokens))
    ends = stops[numpy.searchsorted(stops, starts, side="right")]
    labels = tokens.spelled(tokens.columns["entity"][starts])
    return [
        (start, end, LABELS.get(label, label))
        for start, end, label in zip(starts.tolist(), ends.tolist(), labels, strict=True)
    ]
