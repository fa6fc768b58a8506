"""Write quotes as HTML that reads like the minutes of a meeting: who, and what was said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from operator import itemgetter
from typing import Any
from urllib.parse import urlencode

from onrecord.dashboard.wording import isolated, published, said
from onrecord.telling import who

UNSURE = 0.5  # below this confidence a quote is shown as unsure
NOBODY = "No named source"
PLAIN = {"says", "thinks"}
"""Stances without a label: the cue beside the words shows them."""


def listed(quotes: Iterable[dict[str, Any]], which: str) -> str:
    """Write quotes in their order; neighbours from one document share its heading.

    `which` says which of how many they are.
    """
    shown = f'<p class="range">{escape(which)}</p>' if which else ""
    return f'<div class="onrecord quotes">{shown}{"".join(_groups(quotes))}</div>'


def article_address(document_id: str, quote_id: str | None = None) -> str:
    """Give the address of an article, at a quote if one is given."""
    named = {"document": document_id} | ({"quote": quote_id} if quote_id else {})
    return f"./?{urlencode(named)}"


def entity_address(entity_id: str) -> str:
    """Give the address of the card of a person or organisation."""
    return f"./?{urlencode({'entity': entity_id})}"


def cue(quote: dict[str, Any]) -> str:
    """Say by which words a quote is attributed: `told`."""
    return quote["cue_text"] or ("thinks" if quote["attribution_kind"] == "thought" else "")


def denial(quote: dict[str, Any]) -> str:
    """Say that the words are no claim of the speaker's; nothing where they are one."""
    if not quote["is_negated"]:
        return ""
    return "denies this" if quote["stance"] == "denies" else "did not say this"


def speaker(quote: dict[str, Any]) -> str:
    """Name the speaker, as fully as it is known."""
    return who(quote) or NOBODY


def labels(quote: dict[str, Any]) -> str:
    """Write what a reader needs to know of a quote besides its words, as small labels."""
    told = f'<span class="label denial">{denial(quote)}</span>' if quote["is_negated"] else ""
    return told + "".join(f'<span class="label">{isolated(text)}</span>' for text in _labels(quote))


def words(quote: dict[str, Any]) -> str:
    """Write what was said; only words that stand as a quotation get quotation marks."""
    text = isolated(quote["said"])
    return f"“{text}”" if quote["quote_type"] == "direct" and not _is_marked(quote) else text


def _groups(quotes: Iterable[dict[str, Any]]) -> Iterator[str]:
    for _, group in groupby(quotes, itemgetter("document_id")):
        held = list(group)
        items = "".join(map(_item, held))
        yield f'<section>{_heading(held[0])}<ol class="said">{items}</ol></section>'


def _heading(quote: dict[str, Any]) -> str:
    title = isolated(quote["title"] or quote["source_path"])
    publisher = isolated(quote["publisher"] or quote["collection"])
    return (
        f'<header><h3><a target="_self" href="{escape(article_address(quote["document_id"]))}">'
        f"{title}</a></h3>"
        f'<p class="source">{publisher} · {escape(published(quote["published_at"]))}</p></header>'
    )


def _item(quote: dict[str, Any]) -> str:
    address = escape(article_address(quote["document_id"], quote["quote_id"]))
    role = quote["speaker_role"]
    return (
        f'<li class="{_kinds(quote)}"><div class="who">'
        f"<b>{_who(quote)}</b>"
        f"{f'<span class=role>{isolated(role)}</span>' if role else ''}"
        f'<span class="how">{isolated(cue(quote))}</span></div>'
        f'<div class="what"><blockquote dir="auto">{words(quote)}</blockquote>'
        f'<p class="labels">{labels(quote)}'
        f'<a target="_self" href="{address}">Read in context</a></p></div></li>'
    )


def _kinds(quote: dict[str, Any]) -> str:
    return escape(quote["quote_type"]) + (" denied" if quote["is_negated"] else "")


def _who(quote: dict[str, Any]) -> str:
    """Name the speaker; whom the archive knows has a card behind the name."""
    name = isolated(speaker(quote))
    if not quote["speaker_id"]:
        return name
    address = escape(entity_address(quote["speaker_id"]))
    return f'<a target="_self" href="{address}">{name}</a>'


def _labels(quote: dict[str, Any]) -> Iterator[str]:
    yield quote["quote_type"]
    if quote["stance"] not in PLAIN and not quote["is_negated"]:
        yield quote["stance"]
    if quote["is_anonymous"]:
        yield "unnamed source"
    if others := str(quote["speakers"]).removeprefix(quote["speaker"] or "").removeprefix("; "):
        yield f"with {others.replace('; ', ', ')}"
    if quote["attribution_kind"] == "thought":
        yield "thought"
    if quote["said_at"]:
        yield f"said {said(quote['said_at'], quote['said_at_precision'])}"
    if quote["is_copy"]:
        yield "copy"
    if quote["confidence"] < UNSURE:
        yield f"unsure, {quote['confidence']:.0%}"


def _is_marked(quote: dict[str, Any]) -> bool:
    return str(quote["said"]).startswith(("“", '"', "‘", "'", "«", "„"))
