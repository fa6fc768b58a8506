"""Filter quotes once more, in plain Python from the words of the rule, for tests to compare."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any

from warehouse.query import Warehouse
from warehouse.quote_query import Filters

Row = dict[str, Any]


@dataclass(frozen=True)
class Archive:
    """All that filters look at."""

    quotes: list[Row]
    entities: list[Row]
    documents: list[Row]
    about: set[tuple[str, str]]
    spoken: set[tuple[str, str]]


def archive(source: Warehouse) -> Archive:
    """Read a published file whole."""
    return Archive(
        source.rows("select * from v_quotes").dicts(),
        source.rows("select entity_id, name, aliases from entities").dicts(),
        source.rows("select document_id, source_path, collection, url from documents").dicts(),
        set(
            source.rows("select quote_id, entity_id from quote_entities where role = 'about'").rows
        ),
        set(source.rows("select quote_id, entity_id from quote_speakers").rows),
    )


def expected(held: Archive, wanted: Filters) -> list[str]:
    """Give the ids of the quotes that fit, newest first."""
    tests = list(_tests(held, wanted))
    found = [quote for quote in held.quotes if all(test(quote) for test in tests)]
    return [quote["quote_id"] for quote in sorted(found, key=_newest_first)]


def folded(text: str) -> str:
    """Take case and accents away."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _tests(held: Archive, wanted: Filters) -> Iterator[Any]:
    called = [
        (one["entity_id"], name, name == one["name"])
        for one in held.entities
        for name in [one["name"], *one["aliases"]]
    ]
    if wanted.speaker:
        written = {quote["speaker"] for quote in held.quotes if not quote["speaker_id"]} - {None}
        loose = [(f"written {name}", name, False) for name in written]
        who = _meant(wanted.speaker, [*called, *loose])
        said = {quote_id for quote_id, entity_id in held.spoken if entity_id in who}
        yield (
            lambda quote: (
                quote["quote_id"] in said
                or (not quote["speaker_id"] and f"written {quote['speaker']}" in who)
            )
        )
    if wanted.people_of:
        whose = _meant(wanted.people_of, called)
        yield lambda quote: quote["speaker_of_id"] in whose
    if wanted.about:
        whom = _meant(wanted.about, called)
        spoken_of = {quote_id for quote_id, entity_id in held.about if entity_id in whom}
        yield lambda quote: quote["quote_id"] in spoken_of
    if wanted.source:
        places = {q["publisher"] for q in held.quotes} | {q["collection"] for q in held.quotes}
        whence = _meant(wanted.source, [(name, name, True) for name in places - {None}])
        yield lambda quote: quote["publisher"] in whence or quote["collection"] in whence
    if wanted.document:
        texts = _documents(held, wanted.document)
        yield lambda quote: quote["document_id"] in texts
    if wanted.types:
        yield lambda quote: quote["quote_type"] in wanted.types
    if wanted.kind:
        yield lambda quote: quote["attribution_kind"] == wanted.kind
    if wanted.since:
        yield lambda quote: (_day(quote) or date.min) >= wanted.since
    if wanted.until:
        yield lambda quote: (_day(quote) or date.max) <= wanted.until
    if not wanted.copies:
        yield lambda quote: not quote["is_copy"]
    for word in wanted.words.split():
        yield lambda quote, word=word: folded(word) in folded(quote["said"])


def _meant(word: str, names: Iterable[tuple[str, str, bool]]) -> set[str]:
    """Tell whom a word stands for; names come with what they name, and whether they are its own."""
    low = folded(word)
    best: dict[int, set[str]] = {1: set(), 2: set(), 3: set()}
    for key, name, is_own in names:
        if (
            key == word
            or (len(word) >= 8 and key.startswith(word))
            or (is_own and folded(name) == low)
        ):
            best[1].add(key)
        if f" {_words(low)} " in f" {_words(folded(name))} " and low in folded(name):
            best[2].add(key)
        if low in folded(name):
            best[3].add(key)
    return best[1] or best[2] or best[3]


def _documents(held: Archive, word: str) -> set[str]:
    best: dict[int, set[str]] = {1: set(), 2: set(), 3: set()}
    for one in held.documents:
        key, path = one["document_id"], one["source_path"]
        if word in (key, path, f"{one['collection']}/{path}", one["url"]):
            best[1].add(key)
        if path.endswith(f"/{word}"):
            best[2].add(key)
        before = path[: -len(word)][-1:]
        if (path.endswith(word) and before and not before.isalnum()) or (
            len(word) >= 8 and key.startswith(word)
        ):
            best[3].add(key)
    return best[1] or best[2] or best[3]


def _words(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip()


def _day(quote: Row) -> date | None:
    at = quote["said_at"] or quote["published_at"]
    return at.astimezone(UTC).date() if at else None


def _newest_first(quote: Row) -> tuple[Any, ...]:
    at = quote["said_at"] or quote["published_at"]
    when = -at.timestamp() if at else float("inf")
    return when, quote["source_path"], quote["start_char"], quote["quote_id"]
