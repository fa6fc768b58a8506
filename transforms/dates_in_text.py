"""Read the words that tell when something was said, seen from the day of publication."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Literal

from transforms.lexicons import function_words

Precision = Literal["day", "week", "month", "year"]
Told = tuple[datetime, Precision]
"""The first day of what the words name, and whether they name a day, a week, a month or a year."""
DAYS = function_words("weekday")
MONTHS = function_words("month")
SHORT_DAYS = {name: place for place, day in enumerate(DAYS) for name in (day, day[:3], day[:4])}
RELATIVE = {
    "day before yesterday": -2,
    "today": 0,
    "tonight": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "overnight": 0,
    "yesterday": -1,
    "last night": -1,
    "last evening": -1,
}
NUMBERS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1
    )
} | {"a": 1, "an": 1}
MONTH_DAY = re.compile(
    r"\b(?P<month>[a-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s+(?P<year>\d{4}))?"
)
DAY_MONTH = re.compile(
    r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<month>[a-z]{3,9})\b\.?(?:,?\s+(?P<year>\d{4}))?"
)
MONTH = re.compile(r"\b(?P<month>[a-z]{3,9})\b\.?(?:,?(?:\s+of)?\s+(?P<year>\d{4})\b)?")
ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b(?!s)")
AGO = re.compile(
    r"\b(?P<count>\d{1,3}|[a-z]+)\s+(?P<unit>day|week|month|year)s?\s+(?:ago|earlier)\b"
)
SPAN = re.compile(r"\b(?P<which>this|last|previous)\s+(?P<unit>week|month|year)\b")
OPEN = re.compile(
    r"\b(?:next|coming|following|before|after|since|until|till|every|each|recent|past|coming"
    r"|between|\w+days|early \d{4}s)\b"
)
"""Words by which a time is no point in the past, or nobody knows which."""
WORD = re.compile(r"[a-z]+")
GRACE = 7
"""Days by which a text may run ahead of its publication: a day of a month is later in that year."""


def said_at(words: str, published_at: datetime | None, *, is_future: bool = False) -> Told | None:
    """Give the time that the words name, from midnight in UTC, or nothing if they name none.

    A weekday is the last such day up to the day of publication, or the next one where the tense
    says so; a day or a month without its year is the last such. "Next Tuesday", "recent months"
    and "since May" stay open, and so does a day that had not come when the text was published.
    """
    found = _told(words, published_at, is_future=is_future)
    if found and published_at and not is_future and (found[0] - published_at).days >= GRACE:
        return None
    return found


def _told(words: str, published_at: datetime | None, *, is_future: bool) -> Told | None:
    text = " ".join(words.lower().replace("’", "'").split())
    if match := ISO.search(text):
        return _at("day", *map(int, match.groups()))
    for match in chain(MONTH_DAY.finditer(text), DAY_MONTH.finditer(text)):
        if month := _month(match["month"]):
            return _dated(int(match["day"]), month, match["year"], published_at)
    if OPEN.search(text.replace("day before yesterday", "")):
        return None
    if published_at and (found := _relative(text, published_at, is_future)):
        return found
    return _long(text, published_at)


def _dated(day: int, month: int, year: str | None, published_at: datetime | None) -> Told | None:
    if year:
        return _at("day", int(year), month, day)
    if not published_at:
        return None
    found = _at("day", published_at.year, month, day)
    if found and (found[0] - published_at).days >= GRACE:
        return _at("day", published_at.year - 1, month, day)
    return found


def _relative(text: str, published_at: datetime, is_future: bool) -> Told | None:
    """Read a day, a week, a month or a year that is told from the day of publication."""
    today = published_at.replace(hour=0, minute=0, second=0, microsecond=0)
    weekday = next((SHORT_DAYS[word] for word in WORD.findall(text) if word in SHORT_DAYS), None)
    span = SPAN.search(text)
    if weekday is not None:
        return _weekday(text, today, weekday, span, is_future)
    for name, days in RELATIVE.items():
        if name in text:
            return _shifted(today, days, "day")
    if match := AGO.search(text):
        count = int(match["count"]) if match["count"].isdigit() else NUMBERS.get(match["count"])
        return _back(today, count, match["unit"], is_ago=True) if count else None
    if span:
        return _back(today, int(span["which"] != "this"), span["unit"])
    return None


def _weekday(
    text: str, today: datetime, weekday: int, span: re.Match[str] | None, is_future: bool
) -> Told | None:
    passed = (today.weekday() - weekday) % 7
    if span and span["unit"] == "week":
        monday = -today.weekday() - 7 * (span["which"] != "this")
        return _shifted(today, monday + weekday, "day")
    if is_future:
        return _shifted(today, 7 - passed if passed else 0, "day")
    is_last = re.search(r"\blast\b", text) is not None
    return _shifted(today, -(passed or 7 * is_last), "day")


def _back(today: datetime, count: int, unit: str, *, is_ago: bool = False) -> Told | None:
    """Go back by days, weeks, months or years, to the first day of such a time."""
    if unit == "day":
        return _shifted(today, -count, "day")
    if unit == "week":
        return _shifted(today, -7 * count - (0 if is_ago else today.weekday()), "week")
    if unit == "month":
        months = today.year * 12 + today.month - 1 - count
        return _at("month", months // 12, months % 12 + 1, 1)
    return _at("year", today.year - count, 1, 1)


def _long(text: str, published_at: datetime | None) -> Told | None:
    """Read a month, with its year or as the last such, or a year."""
    for match in MONTH.finditer(text):
        if not (month := _month(match["month"])):
            continue
        if match["year"]:
            return _at("month", int(match["year"]), month, 1)
        if not published_at:
            return None
        year = published_at.year - (month > published_at.month or "last" in text)
        return _at("month", year, month, 1)
    found = YEAR.search(text)
    return _at("year", int(found[0]), 1, 1) if found else None


def _month(word: str) -> int | None:
    """Read a month, or its first letters as in Sept."""
    short = word[:3] if word == "sept" else word
    found = [number for number, month in enumerate(MONTHS, 1) if month.startswith(short)]
    return found[0] if len(found) == 1 else None


def _at(precision: Precision, year: int, month: int, day: int) -> Told | None:
    try:
        return datetime(year, month, day, tzinfo=UTC), precision
    except ValueError:
        return None


def _shifted(day: datetime, days: int, precision: Precision) -> Told | None:
    try:
        return day + timedelta(days=days), precision
    except OverflowError:
        return None
