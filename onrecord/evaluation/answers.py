"""Read from the warehouse what it says of annotated articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from onrecord.evaluation.corpus import file_stem
from onrecord.evaluation.records import Answer, Article, FoundName, FoundQuote, Spans
from warehouse.query import Warehouse

QUERIES = Path(__file__).parent / "queries"


def read(
    warehouse: Warehouse, articles: Iterable[Article], what: Literal["quotes", "names"]
) -> dict[str, Answer]:
    """Give the answer for each article that the warehouse holds, by doc_id.

    A document belongs to the article whose doc_id is the name of its file, without the ending,
    or the id of its record in a container.
    """
    documents = _documents(warehouse, [article.doc_id for article in articles])
    asked = {"documents": list(documents.values())}
    texts = dict(warehouse.rows(_sql("texts"), asked).rows)
    rows = defaultdict[str, list[Any]](list)
    for document_id, *row in warehouse.rows(_sql(what), asked).rows:
        rows[document_id].append(MAKERS[what](*row))
    return {
        doc_id: Answer(texts[document_id], **{what: tuple(rows[document_id])})
        for doc_id, document_id in documents.items()
    }


def _documents(warehouse: Warehouse, wanted: list[str]) -> dict[str, str]:
    """Find the document of each article; of several the one with the highest id."""
    known = {file_stem(doc_id): doc_id for doc_id in wanted} | {doc_id: doc_id for doc_id in wanted}
    return {
        known[name]: document_id
        for document_id, source_path in warehouse.rows(_sql("sources")).rows
        if (name := _name(source_path, known)) is not None
    }


def _name(source_path: str, known: Mapping[str, str]) -> str | None:
    member = source_path.rpartition("!")[2]
    names = (source_path, member, PurePosixPath(member).stem)
    return next((name for name in names if name in known), None)


def _quote(
    kind: str,
    speaker: str | None,
    confidence: float,
    content: list[list[int]] | None,
    source: list[list[int]] | None,
    cue: list[list[int]] | None,
) -> FoundQuote:
    return FoundQuote(_spans(content), _spans(source), _spans(cue), kind, speaker, confidence)


def _mention(
    start: int, end: int, label: str | None, entity_id: str | None, confidence: float
) -> FoundName:
    return FoundName((start, end), label, entity_id, confidence)


MAKERS: dict[str, Callable[..., FoundQuote | FoundName]] = {"quotes": _quote, "names": _mention}


def _spans(pieces: list[list[int]] | None) -> Spans:
    return tuple((start, end) for start, end in pieces or ())


@cache
def _sql(name: str) -> str:
    return (QUERIES / f"{name}.sql").read_text(encoding="utf-8")
