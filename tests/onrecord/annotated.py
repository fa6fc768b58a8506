"""Make annotated articles, and answers that a perfect pipeline would give."""

from __future__ import annotations

from typing import Any

from onrecord.evaluation.records import (
    Answer,
    Article,
    Attribution,
    FoundName,
    FoundQuote,
    Mention,
    Span,
    Spans,
)

TEXT = (
    "The mill will close in May, Ann Lee said on Monday. “We tried everything,” she said.\n\n"
    "Peter Oban of the Weavers’ Union warned that two hundred jobs would go from Leeds. "
    "Leeds has one mill."
)


def span(words: str, text: str = TEXT) -> Span:
    """Find words in a text."""
    start = text.index(words)
    return start, start + len(words)


def attribution(
    content: str, cue: str, source: str, name: str | None = None, *, is_named: bool = False
) -> Attribution:
    """Annotate who says what; `source` may be empty."""
    sources: Spans = (span(source),) if source else ()
    return Attribution((span(content),), sources, (span(cue),), name, is_named)


ATTRIBUTIONS = (
    attribution("The mill will close in May", "said", "Ann Lee", "Ann Lee", is_named=True),
    attribution("“We tried everything,”", "said", "she", "Ann Lee"),
    attribution("that two hundred jobs would go from Leeds", "warned", "Peter Oban"),
)
MENTIONS = (
    Mention(span("Ann Lee"), "PERSON", True, "lee", "Ann_Lee"),
    Mention(span("Peter Oban"), "PERSON", True, "oban", None),
    Mention(span("Weavers’ Union"), "organization", True, "union", None),
    Mention(span("Leeds"), "GPE", True, "leeds", "Leeds"),
    Mention((TEXT.rindex("Leeds"), TEXT.rindex("Leeds") + 5), "GPE", True, "leeds", "Leeds"),
)


def article(doc_id: str = "mill", **other: Any) -> Article:
    """Give the annotated article."""
    made = {"text": TEXT, "genre": None, "attributions": ATTRIBUTIONS, "mentions": MENTIONS}
    return Article(doc_id, **made | other)


def found(one: Attribution, kind: str, confidence: float = 0.9) -> FoundQuote:
    """Find exactly what was annotated."""
    return FoundQuote(one.content, one.source, one.cue, kind, one.source_name, confidence)


def perfect() -> Answer:
    """Answer as the annotators did."""
    kinds = ("indirect", "direct", "indirect")
    return Answer(
        TEXT,
        tuple(map(found, ATTRIBUTIONS, kinds)),
        tuple(FoundName(one.span, one.type, one.cluster, 0.9) for one in MENTIONS),
    )
