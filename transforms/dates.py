"""Read dates as sources write them. No clock is asked: what is not written stays unknown."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Literal

Precision = Literal["second", "day", "month", "year"]
Dated = tuple[datetime, Precision]

EARLIEST, LATEST = 1600, 2200
"""Years outside are taken for mistakes."""

LONGEST = 80

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
MONTH = r"(?P<month>[a-z]{3,9})[.]?"
YEAR = r"(?P<year>\d{4})"
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]*\s+)?"
CLOCK = (
    r"(?:,?\s+(?:at\s+)?(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?"
    r"(?:\s*(?P<half>[ap])[.]?m[.]?)?(?:\s*(?P<zone>utc|gmt|z|[+-]\d\d:?\d\d))?)?"
)
WRITTEN = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{WEEKDAY}{DAY}(?: of)?[\s-]+{MONTH},?[\s-]+{YEAR}{CLOCK}",
        rf"{WEEKDAY}{MONTH}\s+{DAY},?\s+{YEAR}{CLOCK}",
        rf"{MONTH},?\s+{YEAR}",
        r"(?P<year>\d{4})[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})",
    )
)
EITHER_ORDER = re.compile(r"(?P<one>\d{1,2})[/.](?P<two>\d{1,2})[/.](?P<year>\d{4})")
SHORT = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d))?")
SECONDS = re.compile(r"(\d{10})(\d{3})?")
MAIL = re.compile(r"(?:[a-z]{3}, )?\d{1,2} [a-z]{3} \d{2,4} \d\d:\d\d.*", re.IGNORECASE)
STAMP = re.compile(r"(\d{8})(\d{6})")
IN_URL = re.compile(
    r"[/_-](?P<year>(?:1[6-9]|2[01])\d\d)[/_-](?P<month>\d{1,2}|[a-z]{3})"
    r"(?:[/_-](?P<day>\d{1,2}))?(?=[/_.?#-]|$)",
    re.IGNORECASE,
)
IN_NAME = re.compile(r"(?P<year>\d{4})[-_.]?(?P<month>\d\d)[-_.]?(?P<day>\d\d)(?!\d)")


def parse_date(raw: str) -> Dated | None:
    """Give the moment, in UTC, and how precisely it is known; None when nothing plausible is said.

    A time without a zone is taken for UTC. `3/12/2026` is None: whether it is March or December
    cannot be known.
    """
    text = " ".join(raw[: LONGEST + 1].split())
    if not text or len(text) > LONGEST:
        return None
    for reading in (_short, _epoch, _iso, _written, _slashed, _mail):
        try:
            found = reading(text)
        except (ValueError, OverflowError, TypeError, IndexError):
            continue
        if found:
            return _plausible(*found)
    return None


def date_in_url(url: str) -> Dated | None:
    """Give the date that an address bears in its path, such as /2026/03/12/ or /2026/mar/."""
    return next(filter(None, map(_parts, IN_URL.finditer(url[:2_000]))), None)


def date_in_name(path: str) -> Dated | None:
    """Give the date at the beginning of a file's name, such as 2026-03-12-budget.txt."""
    found = IN_NAME.match(path.rpartition("/")[2])
    return _parts(found) if found else None


def _short(text: str) -> Dated | None:
    found = SHORT.fullmatch(text)
    return _date(found) if found else None


def _epoch(text: str) -> Dated | None:
    """Read seconds or milliseconds since 1970, and stamps of fourteen digits."""
    if found := SECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(found[1]), UTC), "second"
    if found := STAMP.fullmatch(text):
        return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC), "second"
    return None


def _iso(text: str) -> Dated | None:
    moment = datetime.fromisoformat(re.sub(r"\s?(?:UTC|GMT)$", "Z", text))
    return moment, "second" if len(text) > len("2026-W11-4") else "day"


def _mail(text: str) -> Dated | None:
    return (parsedate_to_datetime(text), "second") if MAIL.fullmatch(text) else None


def _written(text: str) -> Dated | None:
    return next((_date(found) for form in WRITTEN if (found := form.fullmatch(text))), None)


def _slashed(text: str) -> Dated | None:
    found = EITHER_ORDER.fullmatch(text)
    if found is None:
        return None
    one, two = int(found["one"]), int(found["two"])
    if one <= 12 and two <= 12 and one != two:
        return None
    return datetime(int(found["year"]), min(one, two), max(one, two), tzinfo=UTC), "day"


def _parts(found: re.Match[str]) -> Dated | None:
    try:
        return _plausible(*_date(found))
    except ValueError:
        return None


def _date(found: re.Match[str]) -> Dated:
    """Build a date of the groups of a match; ValueError if there is no such day."""
    said = {key: value for key, value in found.groupdict().items() if value}
    precision: Precision = "day" if "day" in said else "month" if "month" in said else "year"
    moment = datetime(
        int(said["year"]), _month(said.get("month", "1")), int(said.get("day", "1")), tzinfo=UTC
    )
    return _timed(moment, said) if "hour" in said else (moment, precision)


def _month(name: str) -> int:
    if name.isdigit():
        return int(name)
    if name.lower() not in MONTHS:
        raise ValueError(f"{name} is no month")
    return MONTHS[name.lower()]


def _timed(day: datetime, said: dict[str, str]) -> Dated:
    hour = int(said["hour"])
    if half := said.get("half"):
        hour = hour % 12 + 12 * (half.lower() == "p")
    moment = day.replace(hour=hour, minute=int(said["minute"]), second=int(said.get("second", "0")))
    zone = said.get("zone", "z")
    if zone[0] in "+-":
        offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
        moment = moment.replace(tzinfo=timezone(-offset if zone[0] == "-" else offset))
    return moment, "second"


def _plausible(moment: datetime, precision: Precision) -> Dated | None:
    if not EARLIEST <= moment.year <= LATEST:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC), precision
