"""Hold what is compared: an annotated article, and what the warehouse says of it."""

from __future__ import annotations

from dataclasses import dataclass

Span = tuple[int, int]
Spans = tuple[Span, ...]
"""Pieces of a text, each from its first character to one past its last."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """What somebody annotated: this is said, by these words, by that source."""

    content: Spans
    source: Spans
    cue: Spans
    source_name: str | None
    """Who is meant by the source, where the annotation tells."""
    is_named: bool
    """Whether the source is written as a name, not as a pronoun or `the minister`."""


@dataclass(frozen=True, slots=True)
class Mention:
    """What somebody annotated: these words name a person, an organisation, a place."""

    span: Span
    """The name itself, without title and role."""
    type: str
    is_name: bool
    cluster: str | None
    """Mentions of one thing within the article share it."""
    page: str | None
    """The thing's Wikipedia title, which tells it across articles."""


@dataclass(frozen=True, slots=True)
class Article:
    """A text with its annotations: of quotes or of names, as the corpus was read for."""

    doc_id: str
    text: str
    genre: str | None
    attributions: tuple[Attribution, ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundQuote:
    """A quote of the warehouse."""

    content: Spans
    source: Spans
    cue: Spans
    quote_type: str
    speaker_name: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class FoundName:
    """A mention of the warehouse."""

    span: Span
    label: str | None
    entity_id: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What the warehouse says of an article; its offsets count in its own text."""

    text: str
    quotes: tuple[FoundQuote, ...] = ()
    names: tuple[FoundName, ...] = ()


def cut(text: str, spans: Spans) -> str:
    """Give the words of spans; ` … ` stands between pieces.

    >>> cut("He said: go, now.", ((9, 11), (13, 16)))
    'go … now'
    """
    return " … ".join(" ".join(text[start:end].split()) for start, end in spans)
