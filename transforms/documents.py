"""Turn a draft into a row of `documents`, its text in normal form."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import chain

from transforms.dates import Dated, date_in_name, date_in_url, parse_date
from transforms.ids import content_hash, stable_id
from transforms.language import detect
from transforms.normalise import SEPARATOR, clean, repair
from transforms.readers.draft import Block, Draft, Unreadable
from transforms.tables import Document

SURE = 0.8
"""Below this probability the language is anybody's guess, so the document is analysed."""

WORD = re.compile(r"\w+")
HEADINGS = ("heading", "announcement")
ASIDES = ("announcement", "reply", "signature")
Span = tuple[int, int]
CODE = re.compile(r"[a-z]{2}(?![a-z])", re.IGNORECASE)


def document(
    draft: Draft,
    *,
    collection: str,
    source_file: str,
    source_uri: str,
    ingested_at: datetime,
    run_id: str,
    fingerprint: str,
    version: int,
    languages: Collection[str],
) -> Document | Unreadable:
    """Give the document of a draft, or say that nothing was left of its text.

    `languages` are those that the pipeline speaks. A document is analysed unless it
    is surely in none of them.
    """
    body = _Body(draft)
    text = body.text
    if not text:
        return _nothing(draft)
    language, confidence = _language(draft, text)
    published, precision, published_source = _published(draft, source_file)
    modified = parse_date(draft.modified) if draft.modified else None
    source_path = source_file + (draft.member or "")
    return Document(
        document_id=stable_id(collection, source_path),
        version=version,
        source_uri=source_uri,
        source_path=source_path,
        source_file=source_file,
        collection=collection,
        mime_type=draft.mime_type,
        reader=draft.reader,
        encoding=draft.encoding,
        content_hash=draft.content_hash,
        text_hash=content_hash(text.encode()),
        title=_line(draft.title),
        authors=tuple(filter(None, map(_line, draft.authors))),
        recipients=tuple(filter(None, map(_line, draft.recipients))),
        publisher=_line(draft.publisher),
        url=_line(draft.url),
        language=language,
        language_confidence=confidence,
        is_analysed=is_spoken(language, confidence, languages),
        published_at=published,
        published_precision=precision,
        published_source=published_source,
        modified_at=modified[0] if modified else None,
        headings=tuple(text[slice(*span)] for span in body.spans(HEADINGS)),
        page_starts=tuple(body.page_starts()),
        aside_spans=tuple(chain.from_iterable(body.spans(ASIDES))),
        text=text,
        char_count=len(text),
        word_count=len(WORD.findall(text)),
        duplicate_of=None,
        duplicate_kind=None,
        duplicate_score=None,
        ingested_at=ingested_at,
        run_id=run_id,
        fingerprint=fingerprint,
    )


def is_spoken(language: str | None, confidence: float | None, languages: Collection[str]) -> bool:
    """Tell whether a text is to be analysed: it may be in one of the languages.

    The detector's probability decides, whatever the length: of 4,970 English sentences of 20 to
    200 characters it was sure of another language for 6, most of them foreign names alone.
    """
    is_sure = confidence is not None and confidence >= SURE
    return language is None or language in languages or not is_sure


def heading_spans(one: Document) -> tuple[Span, ...]:
    """Find where the headings of a document stand in its text."""
    spans, position = [], 0
    for heading in one.headings:
        while True:
            start = one.text.index(heading, position)
            end = position = start + len(heading)
            if _is_paragraph(one.text, start, end):
                break
        spans.append((start, end))
    return tuple(spans)


def _is_paragraph(text: str, start: int, end: int) -> bool:
    """Say whether a span stands between blank lines or the text's ends."""
    before = start == 0 or text.endswith(SEPARATOR, 0, start)
    return before and (end == len(text) or text.startswith(SEPARATOR, end))


class _Body:
    """The blocks of a draft in normal form, joined; empty ones are left out."""

    def __init__(self, draft: Draft) -> None:
        self._blocks: list[tuple[Span, Block]] = []
        pieces: list[str] = []
        end = 0
        for block in draft.blocks:
            if not (text := clean(repair(block.text))):
                continue
            gap = "" if not pieces else " " if block.is_continued else SEPARATOR
            start = end + len(gap)
            end = start + len(text)
            pieces += [gap, text]
            self._blocks.append(((start, end), block))
        self.text = "".join(pieces)

    def spans(self, kinds: Collection[str]) -> Iterator[Span]:
        """Yield where the blocks of some kinds stand."""
        return (span for span, block in self._blocks if block.kind in kinds)

    def page_starts(self) -> Iterator[int]:
        """Yield where each page begins; an empty one begins where the next one does."""
        begun = 0
        for (start, _), block in self._blocks:
            page = block.page or 0
            yield from (start,) * (page - begun)
            begun = max(begun, page)


def _nothing(draft: Draft) -> Unreadable:
    return Unreadable(
        draft.member,
        "no_text",
        f"The {draft.reader} reader found no text in it.",
        "Look whether it is a picture, or a page that a browser has to put together.",
    )


def _language(draft: Draft, text: str) -> tuple[str | None, float | None]:
    """Detect the language; where that is a guess, believe the source, which has no probability."""
    language, confidence = detect(text)
    declared = CODE.match(draft.language or "")
    if declared and (confidence is None or confidence < SURE):
        return declared[0].lower(), None
    return language, confidence


def _published(draft: Draft, source_file: str) -> tuple[datetime | None, str | None, str | None]:
    """Give the date, its precision and its source: the draft, its URL or its file's name."""
    found: tuple[tuple[Dated | None, str | None], ...] = (
        (parse_date(draft.published) if draft.published else None, draft.published_source),
        (date_in_url(draft.url) if draft.url else None, "url"),
        (date_in_name(source_file), "file"),
    )
    for dated, source in found:
        if dated:
            return (*dated, source)
    return None, None, None


def _line(text: str | None) -> str | None:
    return clean(repair(text)) or None if text else None
