"""Write an article as HTML: its text with everything marked in it, and a list of its quotes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from onrecord.dashboard.asking import Article
from onrecord.dashboard.highlight import Span, highlighted
from onrecord.dashboard.history import history
from onrecord.dashboard.quote_list import cue, denial, labels, speaker
from onrecord.dashboard.wording import isolated, moment, published
from onrecord.telling import counted

LAYERS = ("quotes", "cues", "speakers", "mentions")
MOST_COPIES = 12  # links to other places of the same text
EXCERPT = 140  # characters of a quote in the list beside the text

Contents = dict[str, list[dict[str, Any]]]


def written(article: Article, shown: Iterable[str], selected: str | None) -> str:
    """Write the page of an article; only the layers in `shown` are marked in its text."""
    document = article.document or {}
    contents = _contents(article.spans)
    spans = [*_quoted(article, contents, selected), *_mentioned(article.mentions)]
    hidden = " ".join(f"hide-{layer}" for layer in LAYERS if layer not in shown)
    titled = "titled" if _has_title(document) else ""
    notes = "".join(_notes(article.quotes, contents, selected))
    return (
        f'<div class="onrecord article {hidden}"><article>{_header(article)}'
        f'<div class="text {titled}">{highlighted(document["text"], spans)}</div></article>'
        f"<aside><h2>{counted(len(article.quotes), 'quote')}</h2>"
        f'<ol class="notes">{notes}</ol></aside></div>'
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


def _contents(pieces: list[dict[str, Any]]) -> Contents:
    """Give the pieces of each quote's content, in order."""
    contents: Contents = defaultdict(list)
    for piece in pieces:
        if piece["part"] == "content":
            contents[piece["quote_id"]].append(piece)
    return contents


def _quoted(article: Article, contents: Contents, selected: str | None) -> Iterator[Span]:
    numbered = {
        quote["quote_id"]: (number, quote) for number, quote in enumerate(article.quotes, 1)
    }
    for piece in article.spans:
        key, part = piece["quote_id"], piece["part"]
        number, quote = numbered[key]
        kinds = [part, quote["quote_type"] if part == "content" else ""]
        kinds += ["selected"] * (key == selected)
        yield Span(
            piece["start_char"],
            piece["end_char"],
            " ".join(filter(None, kinds)),
            f"{number}. {_note(quote)}",
            anchor(key) if piece is contents[key][0] else None,
            number if piece is contents[key][-1] else None,
        )


def _mentioned(mentions: list[dict[str, Any]]) -> Iterator[Span]:
    for mention in mentions:
        name = mention["entity"] or mention["text"]
        note = f"{name} ({mention['entity_type']}, {mention['mention_type']})"
        yield Span(mention["start_char"], mention["end_char"], "mention", note)


def _note(quote: dict[str, Any]) -> str:
    who = [speaker(quote), quote["speaker_role"], cue(quote), denial(quote)]
    said = ", ".join(filter(None, who))
    return f"{said} ({quote['quote_type']}, confidence {quote['confidence']:.2f})"


def _notes(quotes: list[dict[str, Any]], contents: Contents, selected: str | None) -> Iterator[str]:
    for number, quote in enumerate(quotes, 1):
        key, role = quote["quote_id"], quote["speaker_role"]
        excerpt = _shortened(" … ".join(piece["text"] for piece in contents[key]))
        chosen = ' class="selected"' if key == selected else ""
        yield (
            f'<li id="note-{number}"{chosen}>'
            f'<a class="number" href="#{escape(anchor(key))}" '
            f'aria-label="Quote {number} in the text">{number}</a>'
            f"<div><b>{isolated(speaker(quote))}</b>{f', {isolated(role)}' if role else ''} "
            f'<span class="how">{isolated(cue(quote))}</span>'
            f'<p dir="auto">{isolated(excerpt)}</p>'
            f'<p class="labels">{labels(quote)}'
            f'<span class="label">confidence {quote["confidence"]:.2f}</span></p></div></li>'
        )


def _shortened(text: str) -> str:
    return text if len(text) <= EXCERPT else f"{text[: EXCERPT - 1].rstrip()}…"


def _header(article: Article) -> str:
    document = article.document or {}
    title = document["title"]
    heading = "" if _has_title(document) else f"<h1>{isolated(title or 'Untitled')}</h1>"
    authors = ", ".join(map(isolated, document["authors"]))
    by = f"By {authors}" if authors else ""
    date = escape(published(document["published_at"], document["published_precision"]))
    facts = filter(None, [isolated(document["publisher"]), date, by])
    return (
        f'<header>{heading}<p class="source">{" · ".join(facts)}</p>'
        f'<p class="source">{_place(document)}</p>{_copies(document, article.copies)}'
        f"{history(article.versions, article.changes)}</header>"
    )


def _has_title(document: dict[str, Any]) -> bool:
    """Tell whether the text begins with its own headline."""
    return bool(document["title"]) and document["text"].startswith(f"{document['title']}\n\n")


def _place(document: dict[str, Any]) -> str:
    path = f"<code>{isolated(document['collection'] + '/' + document['source_path'])}</code>"
    url = document["url"] or ""
    if not url.startswith(("https://", "http://")):
        return path
    return f'{path} · <a target="_blank" href="{escape(url)}">original page</a>'


def _copies(document: dict[str, Any], copies: list[dict[str, Any]]) -> str:
    """Link to where else the text stands; the original is named as such."""
    if not copies:
        return ""
    links = ", ".join(
        f'<a target="_self" href="?document={escape(one["document_id"])}">'
        f"{isolated(one['publisher'] or one['source_path'])}</a>"
        f"{' (original)' if one['kind'] == 'original' else ''}"
        for one in copies[:MOST_COPIES]
    )
    more = f" and {len(copies) - MOST_COPIES} more" if len(copies) > MOST_COPIES else ""
    kind = document["duplicate_kind"]
    label = f'<span class="label">{kind} copy</span> ' if kind else ""
    return f'<p class="source copies">{label}also in {links}{more}</p>'
