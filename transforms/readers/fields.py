"""Find a document's metadata in a record by the names that people give to its fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from transforms.readers.draft import Metadata

ID = ("id", "_id", "doc_id", "document_id", "uuid", "guid")
TEXT = ("text", "body", "content", "articlebody", "fulltext", "maintext", "article")
TITLE = ("title", "headline", "name")
AUTHORS = ("authors", "author", "byline", "creator")
PUBLISHER = ("publisher", "source", "outlet", "sitename", "site")
URL = ("url", "link", "canonicalurl", "uri", "permalink")
LANGUAGE = ("language", "lang", "inlanguage")
PUBLISHED = (
    "publishedat",
    "datepublished",
    "published",
    "publicationdate",
    "publishdate",
    "pubdate",
    "date",
    "createdat",
)
MODIFIED = ("modifiedat", "datemodified", "updatedat", "updated", "modified", "lastmod")

Fields = Mapping[str, object]

NAMES = {
    "id": ID,
    "text": TEXT,
    "title": TITLE,
    "authors": AUTHORS,
    "publisher": PUBLISHER,
    "url": URL,
    "language": LANGUAGE,
    "published_at": PUBLISHED,
    "modified_at": MODIFIED,
}
"""What a mapping may name, and the names that are looked for without one."""


def named(record: Mapping[str, object], mapping: Mapping[str, str]) -> Fields:
    """Fold the names of a record's fields; those that a mapping names come first.

    A field inside another is named with a dot: `fields.body`.
    """
    fields = dict(folded(record))
    for ours, theirs in mapping.items():
        found = record.get(theirs, _inside(record, theirs))
        if found is not None:
            fields[NAMES[ours][0]] = found
    return fields


def folded(record: Mapping[str, object]) -> Fields:
    """Fold the names of fields: `Published_At`, `publishedAt` and `published-at` are one."""
    return {
        "".join(filter(str.isalnum, str(key).casefold())): value
        for key, value in reversed(list(record.items()))
    }


def metadata_of(fields: Fields) -> Metadata:
    """Give what the fields of a record, their names folded, say about the document."""
    published = first(fields, PUBLISHED)
    return Metadata(
        title=first(fields, TITLE),
        authors=tuple(_people(fields)),
        publisher=first(fields, PUBLISHER),
        url=first(fields, URL),
        language=first(fields, LANGUAGE),
        published=published,
        published_source=published and "meta",
        modified=first(fields, MODIFIED),
    )


def first(fields: Fields, names: tuple[str, ...]) -> str | None:
    """Give the first of the named fields that says something."""
    return next(filter(None, (_said(fields.get(name)) for name in names)), None)


def text_of(fields: Fields) -> str | None:
    """Give the text of a record; a list of strings is a list of paragraphs."""
    for name in TEXT:
        value = fields.get(name)
        pieces = value if isinstance(value, list) else [value]
        text = "\n\n".join(piece for piece in pieces if isinstance(piece, str))
        if text.strip():
            return text
    return None


def _inside(record: Mapping[str, object], path: str) -> object:
    """Follow a path of names into a record."""
    value: object = record
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _said(value: object) -> str | None:
    """Give a field's value as text: a thing is given by its name, anything else is nothing."""
    if isinstance(value, Mapping):
        value = value.get("name")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return None


def _people(fields: Fields) -> Iterator[str]:
    for name in AUTHORS:
        value = fields.get(name)
        people = value if isinstance(value, list) else [value]
        found = [person.removeprefix("By ") for person in map(_said, people) if person]
        if found:
            yield from (name.strip() for person in found for name in person.split(";"))
            return
