"""Write values for a person: days, times, numbers, and texts that are nobody's markup."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from html import escape
from itertools import pairwise

from onrecord.visible import paragraphs

LONG_WORD = re.compile(r"[^\s\u2e80-\uffff\U00020000-\U0003ffff]{100,}")  # Chinese breaks anywhere
PIECE = 50


def day(value: date | None) -> str:
    """Write a day.

    >>> day(date(2026, 3, 2))
    '2 March 2026'
    """
    return f"{value.day} {value:%B} {value.year}" if value else "undated"


def published(at: datetime | None, precision: str | None = None) -> str:
    """Write when something was published, no more exactly than is known.

    >>> published(datetime(2026, 3, 1), "month"), published(None)
    ('March 2026', 'undated')
    """
    if at is None:
        return "undated"
    if precision in ("year", "month"):
        return f"{at:%Y}" if precision == "year" else f"{at:%B %Y}"
    return day(at)


def said(at: datetime, precision: str | None) -> str:
    """Write when something was said, no more exactly than is known.

    >>> said(datetime(2026, 3, 2), "week"), said(datetime(2026, 3, 2), "day")
    ('in the week of 2 March 2026', '2 March 2026')
    """
    if precision == "week":
        return f"in the week of {day(at)}"
    return f"in {published(at, precision)}" if precision in ("year", "month") else day(at)


def moment(at: datetime | None) -> str:
    """Write a time of day in UTC."""
    return f"{day(at)}, {at.astimezone(UTC):%H:%M} UTC" if at else "never"


def isolated(text: str | None) -> str:
    r"""Escape a text for HTML, so that its direction does not turn what stands around it.

    >>> isolated("a\u202efdp.exe")
    '<bdi>a�fdp.exe</bdi>'
    """
    return f"<bdi>{breakable(paragraphs(text))}</bdi>" if text else ""


def breakable(text: str) -> str:
    """Escape a text for HTML, with places to break in words longer than anybody's language has.

    A browser that has to look for such places itself takes minutes over a word of 20,000 letters.

    >>> breakable("<b>"), breakable("x" * 120).count("<wbr>")
    ('&lt;b&gt;', 2)
    """
    cuts = [place for word in LONG_WORD.finditer(text) for place in _places(*word.span())]
    pieces = pairwise([0, *cuts, len(text)])
    return "<wbr>".join(escape(text[start:end]) for start, end in pieces)


def _places(start: int, end: int) -> range:
    return range(start + PIECE, end, PIECE)
