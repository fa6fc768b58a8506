"""Say in words what the quotes page is filtered by, and give the address that shows the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Any
from urllib.parse import urlencode

from onrecord.dashboard.wording import day, isolated
from warehouse.quote_query import Filters


def address(wanted: Filters) -> str:
    """Give the address of the page that shows what these filters let through."""
    given: dict[str, Any] = {
        "words": wanted.words,
        "speaker": wanted.speaker,
        "about": wanted.about,
        "type": list(wanted.types),
        "kind": wanted.kind,
        "since": wanted.since,
        "until": wanted.until,
        "source": wanted.source,
        "copies": "true" if wanted.copies else None,
    }
    kept = {name: value for name, value in given.items() if value}
    return f"./?{urlencode(kept, doseq=True)}"


def sentence(wanted: Filters) -> str:
    """Say in HTML what is let through, to stand behind a number of quotes."""
    return " ".join(_parts(wanted))


def _parts(wanted: Filters) -> Iterator[str]:
    if wanted.speaker:
        yield f"by <b>{isolated(wanted.speaker)}</b>"
    if wanted.about:
        yield f"about <b>{isolated(wanted.about)}</b>"
    if wanted.words.strip():
        yield f"with the words <b>{isolated(wanted.words.strip())}</b>"
    if wanted.source:
        yield f"from <b>{isolated(wanted.source)}</b>"
    if wanted.since:
        yield f"since <b>{_day(wanted.since)}</b>"
    if wanted.until:
        yield f"until <b>{_day(wanted.until)}</b>"
    if wanted.types or wanted.kind:
        kinds = [*wanted.types, *filter(None, [wanted.kind])]
        yield f"that are <b>{escape(', '.join(kinds))}</b>"


def _day(value: date | str) -> str:
    return escape(day(value) if isinstance(value, date) else value)
