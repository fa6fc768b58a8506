"""Write an article as HTML: its text with everything marked in it, and a list of its quotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from onrecord.dashboard.highlight import Span, highlighted
from onrecord.dashboard.quote_list import attribution, labels, speaker
from onrecord.dashboard.wording import counted, isolated, moment, published

LAYERS = ("quotes", "cues", "speakers", "mentions")
PARTS = {"content": "content", "cue": "cue", "speaker": "speaker"}
EXCERPT = 140  # characters of a quote in the list beside the text


def written(article: Any, shown: Iterable[str], selected: str | None) -> str:
    """Write the page of an article; only the layers in `shown` are marked in its text."""
    document = article.document
    spans = [*_quoted(article.quotes, article.spans, selected), *_mentioned(article.mentions)]
    hidden = " ".join(f"hide-{layer}" for layer in LAYERS if layer not in shown)
    return (
        f'<div class="onrecord article {hidden}"><article>{_header(document, article.versions)}'
        f'<div class="text">{highlighted(document["text"], spans)}</div></article>'
        f"<aside><h2>{counted(len(article.quotes), 'quote')}</h2>"
        f'<ol class="notes">{"".join(_notes(article.quotes, selected))}</ol></aside></div>'
    )


def removed(versions: list[dict[str, Any]]) -> str:
    """Say that a document is gone, and what is still known of it."""
    last = versions[0]
    name = next((row["title"] for row in versions if row["title"]), last["source_path"])
    return (
        f'<div class="onrecord state"><h2>{isolated(name)}</h2><p>This document was removed: '
        f"{isolated(last['source_path'])} was not found any more on "
        f"{escape(moment(last['seen_at']))}. Its quotes are no longer counted.</p></div>"
    )


def anchor(quote_id: str) -> str:
    """Name the place of a quote in the text."""
    return f"q-{quote_id}"


def _quoted(
    quotes: list[dict[str, Any]], pieces: list[dict[str, Any]], selected: str | None
) -> Iterator[Span]:
    numbers = {quote["quote_id"]: number for number, quote in enumerate(quotes, 1)}
    notes = {quote["quote_id"]: _note(quote) for quote in quotes}
    types = {quote["quote_id"]: quote["quote_type"] for quote in quotes}
    contents = [piece for piece in pieces if piece["part"] == "content"]
    first = {piece["quote_id"]: piece for piece in reversed(contents)}
    last = {piece["quote_id"]: piece for piece in contents}
    for piece in pieces:
        key, part = piece["quote_id"], PARTS[piece["part"]]
        kind = f"{part} {types[key]}" if part == "content" else part
        yield Span(
            piece["start_char"],
            piece["end_char"],
            f"{kind} selected" if key == selected else kind,
            f"{numbers[key]}. {notes[key]}",
            anchor(key) if piece is first.get(key) else None,
            numbers[key] if piece is last.get(key) else None,
        )


def _mentioned(mentions: list[dict[str, Any]]) -> Iterator[Span]:
    for mention in mentions:
        name = mention["entity"] or mention["text"]
        note = f"{name} ({mention['entity_type']}, {mention['mention_type']})"
        yield Span(mention["start_char"], mention["end_char"], "mention", note)


def _note(quote: dict[str, Any]) -> str:
    said = ", ".join(filter(None, [speaker(quote), quote["speaker_role"], attribution(quote)]))
    return f"{said} ({quote['quote_type']}, confidence {quote['confidence']:.2f})"


def _notes(quotes: list[dict[str, Any]], selected: str | None) -> Iterator[str]:
    for number, quote in enumerate(quotes, 1):
        text = quote["text"]
        excerpt = text if len(text) <= EXCERPT else f"{text[: EXCERPT - 1].rstrip()}…"
        chosen = ' class="selected"' if quote["quote_id"] == selected else ""
        yield (
            f'<li id="note-{number}"{chosen}>'
            f'<a class="number" href="#{escape(anchor(quote["quote_id"]))}" '
            f'aria-label="Quote {number} in the text">{number}</a>'
            f"<div><b>{isolated(speaker(quote))}</b> "
            f'<span class="how">{isolated(attribution(quote))}</span>'
            f'<p dir="auto">{isolated(excerpt)}</p>'
            f'<p class="labels">{labels(quote)}'
            f'<span class="label">confidence {quote["confidence"]:.2f}</span></p></div></li>'
        )


def _header(document: dict[str, Any], versions: list[dict[str, Any]]) -> str:
    title, text = document["title"], document["text"]
    heading = "" if title and text.startswith(title) else f"<h1>{isolated(title or 'Untitled')}</h1>"
    authors = ", ".join(map(isolated, document["authors"]))
    by = f"By {authors}" if authors else ""
    date = escape(published(document["published_at"], document["published_precision"]))
    facts = filter(None, [isolated(document["publisher"]), date, by])
    return (
        f'<header>{heading}<p class="source">{" · ".join(facts)}</p>'
        f'<p class="source">{_place(document)}</p>{_history(versions)}</header>'
    )


def _place(document: dict[str, Any]) -> str:
    path = f"<code>{isolated(document['collection'] + '/' + document['source_path'])}</code>"
    url = document["url"] or ""
    if not url.startswith(("https://", "http://")):
        return path
    return f'{path} · <a target="_blank" href="{escape(url)}">original page</a>'


def _history(versions: list[dict[str, Any]]) -> str:
    rows = "".join(
        f"<li>Version {row['version']}: {escape(moment(row['seen_at']))}, "
        f"{'removed' if row['is_removed'] else counted(row['quote_count'] or 0, 'quote')}</li>"
        for row in versions
    )
    summary = f"Version {versions[0]['version']} of {len(versions)}" if versions else "Version 1"
    return f"<details><summary>{summary}</summary><ul>{rows}</ul></details>"
