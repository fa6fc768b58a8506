"""Read feeds in RSS and Atom: each entry is a document."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from transforms.normalise import decode
from transforms.readers.draft import Item, Metadata, Unreadable, drafted
from transforms.readers.format import Format, Portion
from transforms.readers.records import Names, blocks_of, short

PROLOG = r"(?><\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>|\s+)*+"
ROOT = re.compile(rf"{PROLOG}<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE | re.DOTALL)
ENTITY = "<!entity"
PROLOG_BYTES = 65_536


def read(portion: Portion) -> Iterator[Item]:
    """Yield the document of each entry; its text is the fullest that the feed gives."""
    import feedparser

    if _defines_entities(portion.data):
        yield Unreadable(
            None,
            "defines_entities",
            "The feed defines entities of its own, which may reach for files or grow without end.",
            "Write out what they stand for, and remove their definitions.",
        )
        return
    feed = feedparser.parse(
        io.BytesIO(portion.data), sanitize_html=False, resolve_relative_uris=False
    )
    names = Names()
    for number, entry in enumerate(feed.entries, start=1):
        natural = short(entry.get("id")) or short(entry.get("link")) or str(number)
        yield _item(entry, feed.feed, feed.encoding or "utf-8", f"!{names.of(number, natural)}")


def _defines_entities(data: bytes) -> bool:
    """Tell whether there is a definition before the root, in whatever encoding."""
    text = decode(data[:PROLOG_BYTES])[0]
    found = ROOT.match(text.lstrip("\ufeff"))
    return ENTITY in (found[0] if found else text).lower()


def _item(entry: Mapping[str, Any], feed: Mapping[str, Any], encoding: str, member: str) -> Item:
    metadata = _metadata(entry, feed)
    texts = [one.get("value") or "" for one in entry.get("content", ())]
    text = max([*texts, entry.get("summary") or ""], key=len)
    if not text.strip() and metadata.title is None:
        return Unreadable(
            member,
            "no_text",
            "The entry of the feed has neither a title nor a text.",
            "Nothing is lost, if the feed means it so.",
        )
    said = [metadata.title, metadata.url, metadata.published, metadata.modified, text]
    return drafted(
        metadata,
        blocks_of(text),
        data=json.dumps([*said, metadata.authors]).encode(),
        encoding=encoding,
        reader=(FORMAT.name, FORMAT.mime_type),
        member=member,
    )


def _metadata(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> Metadata:
    published = entry.get("published") or entry.get("updated")
    people = [one.get("name") for one in entry.get("authors", ())] or [entry.get("author")]
    link = entry.get("link") or ""
    return Metadata(
        title=_plain(entry.get("title")),
        authors=tuple(filter(None, people)),
        publisher=_plain((entry.get("source") or {}).get("title") or feed.get("title")),
        url=link if link.startswith(("http://", "https://")) else None,
        language=(entry.get("title_detail") or {}).get("language") or feed.get("language"),
        published=published,
        published_source=published and "feed",
        modified=entry.get("updated"),
    )


def _plain(title: str | None) -> str | None:
    """Give a title without the tags that some feeds put into it."""
    if title and "<" in title:
        title = " ".join(block.text for block in blocks_of(f"<p>{title}</p>"))
    return title or None


FORMAT = Format(
    name="feed",
    suffixes=(".rss", ".atom"),
    mime_type="application/rss+xml",
    sniff=lambda seen: ROOT.match(seen.text) is not None,
    read=read,
)
