"""Ask the published file about quotes: the one place of every filter, for all who ask."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from transforms.errors import UsageError
from warehouse.sql import sql

if TYPE_CHECKING:
    import pandas as pd

    from warehouse.query import Answer, Warehouse

TYPES = ("direct", "indirect", "mixed")
KINDS = ("speech", "thought")
Names = Literal["quoted", "spoken_of", "sources"]
"""Lists of names: of speakers, of whom quotes are about, of publishers and folders."""
NAMED = ("speaker", "about", "people_of", "source")
PHRASE = re.compile(r'"([^"]+)"|“([^”]+)”|(\S+)')


class UnknownQuote(UsageError, LookupError):
    """No quote, or more than one, goes by that id."""


class Counted(NamedTuple):
    """How much matches."""

    quotes: int
    documents: int
    speakers: int


@dataclass(frozen=True, slots=True)
class Filters:
    """What a quote must be to be found; an empty filter leaves everything in.

    A name, always without case and accents, stands for the first of these that there is:

    1. what has this very name, or this id (eight digits of its beginning will do);
    2. all that have it as a whole word, or words, of their name or of an alias;
    3. all that have it as any part of their name or of an alias.

    So `Lavrov` finds whoever is called so, but `Ana Brandt`, chosen from a list, finds nobody else,
    and `EU` no Vermeulen. Speakers that are no entity, such as `officials`, are found as they are
    written, in steps 2 and 3; publishers and folders have no aliases.
    """

    words: str = ""
    """All of them stand in what is said, as any part of it; those in quotation marks together."""
    speaker: str | None = None
    """Who says it, alone or with others."""
    about: str | None = None
    """Whom or what it is about, as the card of an entity counts it; not who is spoken to."""
    types: Sequence[str] = ()
    kind: str | None = None
    since: date | str | None = None
    """The first day of all: when it was said or else published, in UTC."""
    until: date | str | None = None
    """The last day of all."""
    source: str | None = None
    """The publisher, or the folder that was ingested."""
    copies: bool = False
    """Whether quotes that copied documents repeat are found, too."""
    document: str | None = None
    """An id, an address, a path, or else the last words of paths: `b.txt` is not `ab.txt`."""
    people_of: str | None = None
    """Whose an unnamed speaker is, as `his administration` is Putin's."""

    def asked(self) -> dict[str, Any]:
        """Give the filters as parameters."""
        return {
            "words": list(_phrases(self.words)) or None,
            "speaker": _name(self.speaker),
            "about": _name(self.about),
            "types": list(self.types) or None,
            "kind": self.kind or None,
            "since": self.since or None,
            "until": self.until or None,
            "source": _name(self.source),
            "copies": self.copies,
            "document": _name(self.document),
            "people_of": _name(self.people_of),
        }


def quotes(source: Warehouse, wanted: Filters, limit: int | None = 50, offset: int = 0) -> Answer:
    """List quotes, newest first."""
    return source.rows(*_matching(wanted, "quotes", limit=limit, offset=offset))


def frame(source: Warehouse, wanted: Filters) -> pd.DataFrame:
    """Give all quotes as a pandas frame, newest first."""
    return source.frame(*_matching(wanted, "quotes", limit=None, offset=0))


def counted(source: Warehouse, wanted: Filters) -> Counted:
    """Count quotes, their documents and their named speakers."""
    return Counted(*source.rows(*_matching(wanted, "quotes_counted")).rows[0])


def most_quoted(source: Warehouse, wanted: Filters, limit: int | None = 6) -> list[tuple[str, int]]:
    """Name who says most, with the number of quotes."""
    found = source.rows(*_matching(wanted, "quotes_most_quoted", limit=limit))
    return [(name, number) for name, number in found.rows]


def names(source: Warehouse, which: Names, limit: int | None = 500) -> list[str]:
    """List names that a filter may be given, those with most quotes or documents first."""
    return [name for (name,) in source.rows(sql(f"queries/names_{which}"), {"limit": limit}).rows]


def _matching(wanted: Filters, ending: str, **bounds: int | None) -> tuple[str, dict[str, Any]]:
    """Put a statement together, and give it with its parameters."""
    asked = wanted.asked()
    parts = (
        "documents_meant" if asked["document"] else "documents_unasked",
        "names_meant" if any(asked[name] for name in NAMED) else "names_unasked",
        "quotes_matching",
        ending,
    )
    return "\n".join(sql(f"queries/{part}") for part in parts), asked | bounds


def _name(text: str | None) -> str | None:
    return (text or "").strip() or None


def _phrases(text: str) -> Iterator[str]:
    for found in PHRASE.finditer(text):
        yield next(filter(None, found.groups()))


def quote(source: Warehouse, key: str) -> dict[str, Any]:
    """Find the one quote that a person means by its id, or by the beginning of it.

    Raises UnknownQuote, which names the ids where there are several.
    """
    found = source.rows(sql("queries/quotes_meant"), {"quote": key}).dicts()
    if not found:
        raise UnknownQuote(
            f"No quote has the id {key!r}: `onrecord show` gives the ids of a document's quotes."
        )
    if len(found) > 1:
        some = ", ".join(one["quote_id"] for one in found[:10])
        raise UnknownQuote(f"{key!r} may be any of {some}: give more of the id.")
    quote_id, document_id = found[0]["quote_id"], found[0]["document_id"]
    if found[0]["is_earlier"]:
        raise UnknownQuote(
            f"The quote {quote_id} stood in an earlier version of its document: "
            f"`onrecord diff {document_id}` shows what became of it."
        )
    return source.rows(sql("queries/quote"), {"quote_id": quote_id}).dicts()[0]
