"""Make small press reports and all their rows, with true offsets, without any language model."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

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
    QuoteSpeaker,
    Reject,
    Role,
    Row,
)
from warehouse.lake import Batch, SourceSeen
from warehouse.schema import to_arrow

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
COLLECTION = "wire"


@dataclass(frozen=True)
class Report:
    """A report of one sentence: somebody says something about somebody."""

    path: str = "harbour.txt"
    speaker: str = "Ines Falk"
    words: str = "the ferry sails"
    about: str = "Otto Brandt"
    published_at: datetime | None = NOON
    fingerprint: str = "f1"
    role: str | None = None
    member: str | None = None

    @property
    def source_path(self) -> str:
        """Name the file, and the member when it is a container."""
        return f"{self.path}!{self.member}" if self.member else self.path

    @property
    def document_id(self) -> str:
        """Hash the place."""
        return stable_id(COLLECTION, self.source_path)

    @property
    def text(self) -> str:
        """Spell the report out."""
        return f"{self.speaker} told {self.about}: “{self.words}”, with an – é – accent."


def rows(report: Report, run_id: str = "r1") -> dict[str, list[Row]]:
    """Give the rows of a report, by table."""
    text, key = report.text, report.document_id
    speaker = _cluster(report, report.speaker, report.role)
    about = _cluster(report, report.about, None)
    mentions = [_mention(report, report.speaker, speaker), _mention(report, report.about, about)]
    start = text.index("“") + 1
    end = start + len(report.words)
    quote_id = stable_id(key, start, end)
    cue = text.index(" told ") + 1
    quote = Quote(
        quote_id=quote_id, document_id=key, quote_type="direct", attribution_kind="speech",
        text=report.words, said=report.words, start_char=start, end_char=end,
        prefix=text[:start][-60:],
        suffix=text[end:][:60], cue_text="told", cue_lemma="tell", cue_start_char=cue,
        cue_end_char=cue + 4, speaker_text=report.speaker, speaker_start_char=0,
        speaker_end_char=len(report.speaker), speaker_resolution="name",
        speaker_cluster_id=speaker.cluster_id, speaker_id=None, speaker_name=None,
        speaker_role=report.role, speaker_of_cluster_id=None, speaker_of_id=None,
        speaker_of=None, candidate_cluster_id=None, candidate_id=None,
        candidate_probability=None, source_kind="person", is_anonymous=False, stance="says",
        is_statement=True, is_negated=False, parent_quote_id=None, at=report.published_at,
        said_at=None,
        said_at_precision=None, said_at_text=None, duplicate_of=None, confidence=0.9,
        sentence_index=0,
    )  # fmt: skip
    return {
        "documents": [document(report, run_id)],
        "chunks": [
            Chunk(stable_id(key, 0, len(text)), key, 0, 0, len(text), text, 12, None, None, None)
        ],
        "mentions": list(mentions),
        "clusters": [speaker, about],
        "roles": [
            Role(
                mentions[0].mention_id,
                key,
                speaker.cluster_id,
                None,
                report.role or "pilot",
                None,
                0,
                len(report.speaker),
                report.speaker,
                0,
                len(text),
                text,
            )
        ],
        "quotes": [quote],
        "quote_spans": [
            QuoteSpan(quote_id, key, "content", 0, start, end, report.words),
            QuoteSpan(quote_id, key, "cue", 0, cue, cue + 4, "told"),
        ],
        "quote_speakers": [
            QuoteSpeaker(
                quote_id, key, speaker.cluster_id, None, mentions[0].mention_id, "speaker", True
            )
        ],
        "quote_entities": [QuoteEntity(quote_id, key, None, mentions[1].mention_id, "addressee")],
    }


def batch(
    reports: Iterable[Report],
    generation: int = 1,
    batch_id: str | None = None,
    *,
    rejects: Iterable[Reject] = (),
    unchanged: Iterable[Report] = (),
    **more: Any,
) -> Batch:
    """Make a batch of whole files: the reports, what is rejected, and unchanged neighbours."""
    reports = list(reports)
    run_id = f"r{generation}"
    gathered: dict[str, list[Row]] = {name: [] for name in EXTRACTED}
    for report in reports:
        for name, made in rows(report, run_id).items():
            gathered[name] += made
    gathered["rejects"] += rejects
    defaults = {"sources": sources([*reports, *unchanged]), "seen_at": NOON, "words": 9}
    return Batch(
        batch_id=batch_id or stable_id(generation, *(f"{report}" for report in reports)),
        generation=generation,
        run_id=run_id,
        fingerprint="f1",
        tables={name: to_arrow(EXTRACTED[name], made) for name, made in gathered.items()},
        **(defaults | more),
    )


def sources(reports: Iterable[Report]) -> list[SourceSeen]:
    """Say which files hold the reports, each read as one part."""
    by_path: dict[str, list[Report]] = {}
    for report in reports:
        by_path.setdefault(report.path, []).append(report)
    return [
        SourceSeen(
            COLLECTION, path, size=len(held), mtime_ns=1,
            content_hash=content_hash("".join(report.text for report in held).encode()),
            documents=[report.document_id for report in held],
        )
        for path, held in by_path.items()
    ]  # fmt: skip


def reject(path: str, error_type: str = "not_text", at: datetime = NOON) -> Reject:
    """Make the reject of a file."""
    return Reject(
        reject_id=stable_id(COLLECTION, path, "read", error_type), collection=COLLECTION,
        source_path=path, source_file=path.partition("!")[0], stage="read",
        error_type=error_type, reason=f"{path} is no text.", remedy="Convert it.", attempts=1,
        first_seen_at=at, last_seen_at=at, is_resolved=False,
    )  # fmt: skip


def document(report: Report, run_id: str) -> Document:
    """Give the document of a report."""
    text_hash = content_hash(report.text.encode())
    return Document(
        document_id=report.document_id, version=1, source_uri=f"file:///{report.path}",
        source_path=report.source_path, source_file=report.path, collection=COLLECTION,
        mime_type="text/plain", reader="text", encoding="utf-8", content_hash=text_hash,
        text_hash=text_hash, title=f"Report by {report.speaker}", authors=("A. Penn",),
        recipients=(), page_starts=(), aside_spans=(),
        publisher="The Wire", url=None, language="en", language_confidence=0.99,
        is_analysed=True, published_at=report.published_at, published_precision="day",
        published_source="text", modified_at=None, headings=(), text=report.text,
        char_count=len(report.text), word_count=len(report.text.split()), duplicate_of=None,
        duplicate_kind=None, duplicate_score=None, ingested_at=NOON, run_id=run_id,
        fingerprint=report.fingerprint,
    )  # fmt: skip


def _cluster(report: Report, name: str, role: str | None) -> Cluster:
    start = report.text.index(name)
    return Cluster(
        cluster_id=stable_id(report.document_id, start), document_id=report.document_id,
        label="PERSON", name=name, role=role, affiliation=None, aliases=(),
        mention_count=1, entity_id=None, **keys(name, "PERSON", None, ()),
    )  # fmt: skip


def _mention(report: Report, name: str, cluster: Cluster) -> Mention:
    start = report.text.index(name)
    return Mention(
        mention_id=stable_id(report.document_id, start, "name"), document_id=report.document_id,
        sentence_index=0, label="PERSON", mention_type="name", text=name, start_char=start,
        end_char=start + len(name), entity_id=None, cluster_id=cluster.cluster_id,
        confidence=0.8,
    )  # fmt: skip
