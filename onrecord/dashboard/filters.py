"""Hold what the quotes page is filtered by, and say it in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from typing import Any
from urllib.parse import urlencode

from onrecord.dashboard.wording import day, isolated

TYPES = ("direct", "indirect", "mixed")
KINDS = ("speech", "thought")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a quote must be to be shown; an empty filter leaves everything in."""

    words: str = ""
    speaker: str | None = None
    about: str | None = None
    types: tuple[str, ...] = ()
    kind: str | None = None
    since: date | None = None
    until: date | None = None
    source: str | None = None
    copies: bool = False

    def asked(self) -> dict[str, Any]:
        """Give the filters as parameters of `queries/matching.sql`."""
        return {
            "words": self.words.split() or None,
            "speaker": self.speaker or None,
            "about": self.about or None,
            "types": list(self.types) or None,
            "kind": self.kind,
            "since": self.since,
            "until": self.until,
            "source": self.source or None,
            "copies": self.copies,
        }

    def address(self) -> str:
        """Give the address of the page that shows what these filters let through."""
        given: dict[str, Any] = {
            "words": self.words,
            "speaker": self.speaker,
            "about": self.about,
            "type": list(self.types),
            "kind": self.kind,
            "since": self.since,
            "until": self.until,
            "source": self.source,
            "copies": "true" if self.copies else None,
        }
        kept = {name: value for name, value in given.items() if value}
        return f"./?{urlencode(kept, doseq=True)}"

    def of(self, speaker: str) -> Filters:
        """Give the same filters for another speaker."""
        return replace(self, speaker=speaker)

    def sentence(self) -> str:
        """Say in HTML what is let through, to stand behind a number of quotes."""
        return " ".join(self._parts())

    def _parts(self) -> Iterator[str]:
        if self.speaker:
            yield f"by <b>{isolated(self.speaker)}</b>"
        if self.about:
            yield f"about <b>{isolated(self.about)}</b>"
        if self.words.strip():
            yield f"with the words <b>{isolated(self.words.strip())}</b>"
        if self.source:
            yield f"from <b>{isolated(self.source)}</b>"
        if self.since:
            yield f"since <b>{escape(day(self.since))}</b>"
        if self.until:
            yield f"until <b>{escape(day(self.until))}</b>"
        if self.types or self.kind:
            kinds = [*self.types, *filter(None, [self.kind])]
            yield f"that are <b>{escape(', '.join(kinds))}</b>"
