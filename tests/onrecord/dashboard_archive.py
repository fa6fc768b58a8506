"""Publish small archives for the dashboard: articles with true spans, no language model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.warehouse.reports import NOON, Report, rows, sources
from transforms.ids import content_hash, stable_id
from transforms.names import keys
from transforms.tables import (
    EXTRACTED,
    Chunk,
    Cluster,
    Document,
    Mention,
    Quote,
    QuoteEntity,
    QuoteSpan,
    Row,
    Run,
)
from warehouse.build import Build
from warehouse.lake import Batch, Lake
from warehouse.publish import publish
from warehouse.schema import to_arrow

RUN = Run(
    run_id="r1", run_number=1, started_at=NOON, finished_at=NOON, status="published",
    trigger="direct", seen=1,
    new=1, changed=0, unchanged=0, removed=0, rejected=0, words=9, seconds=1.0,
    fingerprint="f1", settings="{}",
)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """Words that stand once in an article, in one piece or several, and who said them."""

    words: tuple[str, ...]
    speaker: str
    cue: str = "said"
    about: str | None = None
    quote_type: str = "direct"
    kind: str = "speech"
    is_negated: bool = False
    role: str | None = None
    parent: int | None = None


@dataclass(frozen=True)
class Article:
    """An article; every name in `said` is mentioned wherever it stands in the text."""

    path: str
    text: str
    said: tuple[Said, ...] = ()
    title: str | None = None
    publisher: str | None = "The Courier"
    published_at: datetime | None = datetime(2026, 3, 12, tzinfo=UTC)
    url: str | None = None
    fingerprint: str = "f1"

    @property
    def report(self) -> Report:
        """Give the report that stands for its source file."""
        return Report(path=self.path)

    @property
    def document_id(self) -> str:
        """Give the id of its document."""
        return self.report.document_id


def published(
    folder: Path,
    articles: Iterable[Article],
    generation: int = 1,
    removed: Iterable[Article] = (),
) -> Path:
    """Write articles to the lake, build and publish; give the published file."""
    target, lake = folder / "onrecord.duckdb", Lake(folder / "lake")
    lake.write(_batch(list(articles), generation, removed))
    with Build(folder / "build.duckdb") as build:
        build.start_run(replace(RUN, run_id=f"r{generation}", status="running"))
        build.load(lake)
        build.resolve()
        build.index()
        publish(build, target, replace(RUN, run_id=f"r{generation}"))
    return target


def _batch(articles: list[Article], generation: int, removed: Iterable[Article]) -> Batch:
    gathered: dict[str, list[Row]] = {name: [] for name in EXTRACTED}
    for article in articles:
        for row in _rows(article):
            gathered[TABLE[type(row)]].append(row)
    return Batch(
        batch_id=stable_id(generation, *(article.path for article in articles)),
        generation=generation, run_id=f"r{generation}", fingerprint="f1",
        tables={name: to_arrow(EXTRACTED[name], made) for name, made in gathered.items()},
        sources=sources(article.report for article in articles), seen_at=NOON,
        removed=[article.document_id for article in removed],
    )  # fmt: skip


TABLE = {row_class: name for name, row_class in EXTRACTED.items()}


def _rows(article: Article) -> Iterator[Row]:
    key, text = article.document_id, article.text
    (document,) = rows(article.report)["documents"]
    assert isinstance(document, Document)
    yield replace(
        document, title=article.title, publisher=article.publisher, url=article.url, text=text,
        published_at=article.published_at, char_count=len(text), word_count=len(text.split()),
        text_hash=content_hash(text.encode()), content_hash=content_hash(text.encode()),
        fingerprint=article.fingerprint,
    )  # fmt: skip
    yield Chunk(stable_id(key, 0, len(text)), key, 0, 0, len(text), text, 12, None, None, None)
    names = {name for said in article.said for name in (said.speaker, said.about) if name}
    mentions: dict[str, list[Mention]] = {name: list(_mentions(article, name)) for name in names}
    roles = {said.speaker: said.role for said in article.said}
    for name, found in mentions.items():
        yield from found
        yield _cluster(article, name, roles.get(name), found)
    made: list[str] = []
    for said in article.said:
        about = mentions.get(said.about or "", [])
        for row in _quoted(article, said, mentions[said.speaker][0], about, made):
            if isinstance(row, Quote):
                made.append(row.quote_id)
            yield row


def _mentions(article: Article, name: str) -> Iterator[Mention]:
    for found in re.finditer(re.escape(name), article.text):
        start, end = found.span()
        yield Mention(
            mention_id=stable_id(article.document_id, start, name), sentence_index=0,
            document_id=article.document_id, label="PERSON", mention_type="name", text=name,
            start_char=start, end_char=end, entity_id=None, confidence=0.8,
            cluster_id=stable_id(article.document_id, name),
        )  # fmt: skip


def _cluster(article: Article, name: str, role: str | None, found: list[Mention]) -> Cluster:
    return Cluster(
        cluster_id=stable_id(article.document_id, name), document_id=article.document_id,
        label="PERSON", name=name, role=role, affiliation=None, aliases=(),
        mention_count=len(found), entity_id=None, **keys(name, "PERSON", None, ()),
    )  # fmt: skip


def _quoted(
    article: Article, said: Said, speaker: Mention, about: list[Mention], made: list[str]
) -> Iterator[Row]:
    text, key = article.text, article.document_id
    starts = [text.index(words) for words in said.words]
    start, end = starts[0], starts[-1] + len(said.words[-1])
    quote_id = stable_id(key, start, end)
    cue = text.index(said.cue)
    yield Quote(
        quote_id=quote_id, document_id=key, quote_type=said.quote_type,
        attribution_kind=said.kind, text=text[start:end], said=" … ".join(said.words),
        start_char=start, end_char=end,
        prefix=text[:start][-60:], suffix=text[end:][:60], cue_text=said.cue, cue_lemma="say",
        cue_start_char=cue, cue_end_char=cue + len(said.cue), speaker_text=speaker.text,
        speaker_start_char=speaker.start_char, speaker_end_char=speaker.end_char,
        speaker_resolution="name", speaker_cluster_id=speaker.cluster_id, speaker_id=None,
        speaker_name=None, speaker_role=said.role, speaker_of_cluster_id=None,
        speaker_of_id=None, speaker_of=None, is_negated=said.is_negated,
        parent_quote_id=None if said.parent is None else made[said.parent],
        candidate_cluster_id=None, candidate_id=None, candidate_probability=None,
        source_kind="person", is_anonymous=False, is_statement=True,
        stance="denies" if said.is_negated else "says", at=article.published_at, said_at=None,
        said_at_precision=None, said_at_text=None, duplicate_of=None, confidence=0.9,
        sentence_index=0,
    )  # fmt: skip
    for index, (begin, words) in enumerate(zip(starts, said.words, strict=True)):
        yield QuoteSpan(quote_id, key, "content", index, begin, begin + len(words), words)
    yield QuoteSpan(quote_id, key, "cue", 0, cue, cue + len(said.cue), said.cue)
    place: dict[str, Any] = {"start_char": speaker.start_char, "end_char": speaker.end_char}
    yield QuoteSpan(quote_id, key, "speaker", 0, text=speaker.text, **place)
    for mention in about:
        if start <= mention.start_char and mention.end_char <= end:
            yield QuoteEntity(quote_id, key, None, mention.mention_id, "about")
