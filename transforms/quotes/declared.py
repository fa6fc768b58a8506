"""Find texts that are one person's words as a whole: `From the desk of X`, or signed `— X`."""

from __future__ import annotations

import re

from transforms.quotes.attribution import Span
from transforms.quotes.layouts import PERSON

KINDS = (
    r"(?:An? )?(?:[Oo]pen |[Pp]ersonal |[Ss]hort |[Oo]fficial )?"
    r"(?:[Mm]essage|[Ll]etter|[Nn]ote|[Ss]tatement|[Ww]ord|[Rr]emarks|[Aa]ddress|[Ss]peech)"
    r" (?:from|by|of)"
)
HEAD = re.compile(
    rf"\s*(?:From the (?:desk|office|pen) of|{KINDS}) (?:the )?(?P<who>{PERSON}?)"
    r"(?=[,.:;]|\s*\n| (?:[a-z(–—-]))(?P<more>[^\n]{0,120})(?:\n|$)"
)
"""A first line that says whose words follow."""
SIGNED = re.compile(
    rf"[ \t]*(?:[—–―]|--)[ \xa0]?(?P<who>{PERSON})(?:(?:,| \() ?[^\n]{{2,80}})?\s*$"
)
"""A last line that says whose words stand above."""
FIRST = re.compile(r"\b(?:I|I['’](?:m|ve|ll|d)|[Ww]e|[Ww]e['’](?:re|ve|ll|d)|[Mm]y|[Oo]ur|me|us)\b")
QUOTED = re.compile(r"[“\"][^”\"]*[”\"]?")
GAP = re.compile(r"\n\s*\n")
MOST_PARAGRAPHS = 40
LEAST_OWN = 1 / 3
"""The share of paragraphs in which somebody has to speak of themselves."""


def declared(text: str) -> tuple[Span, Span] | None:
    """Give who speaks in all of a text, and what they say; None where no line tells."""
    head = HEAD.match(text)
    if head:
        content = _trimmed(text, head.end(), len(text))
        is_said = _is_quoted(text, content) or _is_own(text, content)
        return (head.span("who"), content) if is_said else None
    last = text.rfind("\n", 0, len(text.rstrip())) + 1
    signed = SIGNED.match(text, last)
    if last and signed:
        content = _trimmed(text, 0, signed.start())
        return (signed.span("who"), content) if _is_own(text, content) else None
    return None


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _is_quoted(text: str, content: Span) -> bool:
    """Whether all of it stands in one pair of quotation marks."""
    said = text[slice(*content)]
    return said[:1] in ("“", '"') and len(said) > 1 and not QUOTED.sub("", said).strip()


def _is_own(text: str, content: Span) -> bool:
    """Whether somebody speaks of themselves in much of it, outside of what is quoted."""
    paragraphs = [piece for piece in GAP.split(text[slice(*content)]) if piece.strip()]
    own = sum(FIRST.search(QUOTED.sub("", piece)) is not None for piece in paragraphs)
    return 0 < len(paragraphs) <= MOST_PARAGRAPHS and own >= LEAST_OWN * len(paragraphs)
