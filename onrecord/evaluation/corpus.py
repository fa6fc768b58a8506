"""Read a corpus: JSON lines, a record an article, with the annotations of people.

docs/evaluation.md describes the record.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from onrecord.evaluation.records import Article, Attribution, Mention, Span, Spans
from transforms.errors import UsageError

Kind = Literal["attributions", "mentions"]
Record = Mapping[str, Any]

GZIP = b"\x1f\x8b"
LONGEST_NAME = 150
SHAPES = {
    "attributions": '"attributions": [{"content": [[0, 9]], "cue": [[15, 19]], "source": []}]',
    "mentions": '"mentions": [{"start": 0, "end": 9, "type": "PERSON"}]',
}


class CorpusError(UsageError):
    """A corpus cannot be used; the message says where, what is wrong and what to do."""


class _Flaw(ValueError):
    """What is wrong with a record."""


def read(path: Path, kind: Kind, genres: Collection[str] = ()) -> list[Article]:
    """Read the articles of a corpus with one kind of annotations, all or those of some genres.

    Raises CorpusError for the first thing that is wrong, even in a genre that is not asked for.
    """
    articles: dict[str, Article] = {}
    for number, line in enumerate(_data(path).split(b"\n"), 1):
        if line.strip():
            try:
                article = _article(_record(line), kind)
                if article.doc_id in articles:
                    raise _Flaw(f"the doc_id {article.doc_id!r} was there before. Make it unique.")
            except _Flaw as flaw:
                raise CorpusError(f"{path}, line {number}: {flaw}") from None
            articles[article.doc_id] = article
    if not articles:
        raise CorpusError(f"{path} holds no record. Give a file with one record of JSON a line.")
    return _of_genres(path, list(articles.values()), genres)


def file_stem(doc_id: str) -> str:
    """Turn a doc_id into a name that any file system takes; most are one already.

    >>> file_stem("GUM_news_expo"), file_stem("a/b?")
    ('GUM_news_expo', 'a%2Fb%3F')
    """
    name = quote(doc_id, safe=" ").lstrip(".")
    if len(name) <= LONGEST_NAME and quote(doc_id, safe=" ") == name:
        return name
    return f"{name[:LONGEST_NAME]}-{hashlib.sha256(doc_id.encode()).hexdigest()[:16]}"


def _data(path: Path) -> bytes:
    try:
        data = path.read_bytes()
        return gzip.decompress(data) if data.startswith(GZIP) else data
    except FileNotFoundError:
        raise CorpusError(
            f"There is no corpus at {path}. Give a file of JSON lines, compressed by gzip or not."
        ) from None
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise CorpusError(
            f"{path} cannot be decompressed: {error}. Copy it anew, or compress it again."
        ) from None
    except OSError as error:
        raise CorpusError(
            f"{path} cannot be read: {error.strerror}. Give a file of JSON lines that you may read."
        ) from None


def _of_genres(path: Path, articles: list[Article], genres: Collection[str]) -> list[Article]:
    known = sorted({article.genre for article in articles if article.genre})
    for genre in genres:
        if genre not in known:
            there = f"it has {', '.join(known)}" if known else "its records name no genre"
            raise CorpusError(
                f"{path} has no record of the genre {genre!r}: {there}. "
                "Give one that is there, or leave --genres out."
            )
    return [article for article in articles if not genres or article.genre in genres]


def _record(line: bytes) -> Record:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise _Flaw(
            f"no JSON ({error.msg} at character {error.colno}). Each line holds one whole record."
        ) from None
    except UnicodeDecodeError as error:
        raise _Flaw(f"no UTF-8 (at byte {error.start + 1}). Save the file as UTF-8.") from None
    except RecursionError:
        raise _Flaw("nested too deeply. Give records as docs/evaluation.md shows them.") from None
    if not isinstance(record, dict):
        raise _Flaw('no record. Each line holds one object: {"doc_id": …, "text": …}')
    return record


def _article(record: Record, kind: Kind) -> Article:
    text = _text_of(record)
    doc_id, genre = _string(record, "doc_id"), _optional(record, "genre", "the record")
    annotated = [(one, f"{kind[:-1]} {number}") for number, one in _objects(record, kind)]
    if kind == "mentions":
        mentions = tuple(_mention(one, text, where) for one, where in annotated)
        return Article(doc_id, text, genre, mentions=mentions)
    attributions = tuple(_attribution(one, text, where) for one, where in annotated)
    return Article(doc_id, text, genre, attributions)


def _text_of(record: Record) -> str:
    text = _string(record, "text")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise _Flaw(
            f'"text" has half of a surrogate pair at character {error.start}, which is no '
            "character. Write the text anew."
        ) from None
    return text


def _string(record: Record, name: str) -> str:
    value = record.get(name)
    if not isinstance(value, str) or not value:
        seen = "is missing" if name not in record else f"is {value!r}"
        raise _Flaw(f'"{name}" {seen}. Every record needs "{name}": a text that is not empty.')
    return value


def _optional(record: Record, name: str, where: str) -> str | None:
    value = record.get(name)
    if value is not None and not isinstance(value, str):
        raise _Flaw(f'"{name}" of {where} is {value!r}. Give a text, or null.')
    return value or None


def _objects(record: Record, kind: Kind) -> Iterator[tuple[int, Record]]:
    """Yield what is annotated, counted from 1."""
    value = record.get(kind)
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        seen = "is missing" if kind not in record else "is no list of objects"
        raise _Flaw(f'"{kind}" {seen}. Write {SHAPES[kind]}, or [] where there are none.')
    return enumerate(value, 1)


def _attribution(record: Record, text: str, where: str) -> Attribution:
    return Attribution(
        content=_spans(record, "content", text, where),
        source=_spans(record, "source", text, where),
        cue=_spans(record, "cue", text, where),
        source_name=_optional(record, "source_name", where),
        is_named=_optional(record, "source_form", where) == "name",
    )


def _mention(record: Record, text: str, where: str) -> Mention:
    _span((record.get("start"), record.get("end")), text, where)
    core = record.get("core_start", record["start"]), record.get("core_end", record["end"])
    return Mention(
        span=_span(core, text, f"core of {where}"),
        type=_optional(record, "type", where) or "",
        is_name=_optional(record, "form", where) in ("name", None),
        cluster=_optional(record, "cluster", where),
        page=_optional(record, "wiki", where),
    )


def _spans(record: Record, role: str, text: str, where: str) -> Spans:
    """Read the pieces of a part; without any it is not in the text."""
    value = record.get(role) or []
    if not isinstance(value, list):
        raise _Flaw(f'"{role}" of {where} is {value!r}. Give a list of [start, end].')
    return tuple(_span(piece, text, f"{role} of {where}") for piece in value)


def _span(piece: Any, text: str, where: str) -> Span:
    is_pair = isinstance(piece, list | tuple) and len(piece) == 2
    if not is_pair or not all(type(place) is int for place in piece):
        raise _Flaw(f"{where} is {piece!r}. Give [start, end], whole numbers.")
    start, end = piece
    if not 0 <= start < end <= len(text):
        raise _Flaw(
            f"{where} is [{start}, {end}], which is no piece of the text: it has {len(text):,} "
            "characters. Count code points from 0; the end is one past the last."
        )
    return start, end
