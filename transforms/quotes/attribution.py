"""Say what an attribution is: a source, a cue and a content."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.tables import AttributionKind, QuoteType

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody says or thinks something in a document; spans are half-open code points."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    quote_type: QuoteType
    attribution_kind: AttributionKind
    is_negated: bool
    parent: int | None
    """Place in the list of the attribution whose content holds this one."""
    cue_lemma: str | None
    is_carried: bool
    """Whether the source is that of an earlier attribution, since none stands with this one."""
    carried_from: Span | None
    said_at_text: Span | None
    confidence: float
    is_turn: bool = False
    """Whether it is a turn of a transcript, whose source is a label."""
    is_part: bool = False
    """Whether that label tells a part in the talk and no name."""
