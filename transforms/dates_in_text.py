"""Read the words that tell when something was said, seen from the day of publication."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import chain

from transforms.lexicons import function_words

DAYS = function_words("weekday")
MONTHS = function_words("month")
RELATIVE = {"today": 0, "tonight": 0, "yesterday": -1}
MONTH_DAY = re.compile(
    r"\b(?P<month>[a-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s+(?P<year>\d{4}))?"
)
DAY_MONTH = re.compile(
    r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<month>[a-z]{3,9})\.?(?:,?\s+(?P<year>\d{4}))?"
)
ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
WORD = re.compile(r"[a-z]+")


def said_at(words: str, published_at: datetime | None) -> datetime | None:
    """Give the day that the words name, at midnight in UTC, or nothing if they name none.

    A weekday is the last such day up to the day of publication; a day of a month without its
    year is the last such day up to a week after it. "Next Tuesday" and "last week" stay open.
    """
    text = words.lower()
    if match := ISO.search(text):
        return _day(*map(int, match.groups()))
    for match in chain(MONTH_DAY.finditer(text), DAY_MONTH.finditer(text)):
        if month := _month(match["month"]):
            return _dated(int(match["day"]), month, match["year"], published_at)
    return _relative(WORD.findall(text), published_at) if published_at else None


def _dated(
    day: int, month: int, year: str | None, published_at: datetime | None
) -> datetime | None:
    if year:
        return _day(int(year), month, day)
    if not published_at:
        return None
    found = _day(published_at.year, month, day)
    if found and (found - published_at).days >= 7:
        return _day(published_at.year - 1, month, day)
    return found


def _relative(words: list[str], published_at: datetime) -> datetime | None:
    midnight = _day(published_at.year, published_at.month, published_at.day)
    if not midnight or {"next", "before", "after", "every", "last"} & set(words):
        return None
    for word in words:
        if word in RELATIVE:
            return _shifted(midnight, RELATIVE[word])
        if word in DAYS:
            return _shifted(midnight, -((midnight.weekday() - DAYS.index(word)) % 7))
    return None


def _month(word: str) -> int | None:
    """Read a month, or its first letters as in Sept."""
    short = word[:3] if word == "sept" else word
    found = [number for number, month in enumerate(MONTHS, 1) if month.startswith(short)]
    return found[0] if len(found) == 1 else None


def _day(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None


def _shifted(day: datetime, days: int) -> datetime | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None
