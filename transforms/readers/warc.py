"""Read web archives (WARC): the pages, texts and PDFs that servers answered with.

Pictures, scripts, requests, redirects and errors are left out.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from transforms.dates import date_in_url
from transforms.normalise import decode
from transforms.readers.compressed import GZIP
from transforms.readers.draft import Draft, Item, too_large, within
from transforms.readers.format import Buffer, Format, Part, Portion, Rules, Seen
from transforms.readers.records import Names, cut, short

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

MARK = b"WARC/"
READ = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
}
"""Media types that are documents, and the name that helps to tell their format."""


def read(portion: Portion) -> Iterator[Item]:
    """Yield the document of each page, known by its address."""
    limit, names = portion.rules.max_document_bytes, Names(portion.part)
    first = portion.part.first_index if portion.part else 1
    for number, record in enumerate(_records(portion.data, parse=True), start=first):
        kind = record.http_content_type or ""
        name = names.of(number, _natural(record, number))
        if kind not in READ or record.http_headers.status_code != 200:
            continue
        data = record.reader.read(limit + 1)
        if len(data) > limit:
            yield too_large(len(data), limit, f"!{name}")
            continue
        charset = record.http_charset if READ[kind] != ".pdf" else None
        text, encoding = decode(data, charset) if charset else ("", None)
        for item in portion.inner(f"page{READ[kind]}", text.encode() if encoding else data):
            yield within(_dated(item, record, encoding), name)


def split(data: Buffer, size: int, rules: Rules) -> Iterator[Part]:
    """Cut an archive between records, unless it is packed as one piece."""
    del rules
    if len(data) <= size:
        return
    places = [
        (record.stream_pos, number, _natural(record, number))
        for number, record in enumerate(_records(data, parse=False), start=1)
    ]
    starts = [start for start, _, _ in places]
    if len(set(starts)) == len(starts):
        yield from cut(((s, s, n, own) for s, n, own in places), len(data), size, FORMAT.name)


def _records(data: Buffer, *, parse: bool) -> Iterator[Any]:
    """Yield the answers in an archive."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    file = io.BytesIO(data) if isinstance(data, bytes) else data
    file.seek(0)
    try:
        yield from ArchiveIterator(
            file,  # type: ignore[arg-type]
            record_types=WarcRecordType.response,
            parse_http=parse,
            auto_decode="all",
            fsspec_args=False,
        )
    except OSError as error:
        raise ValueError(f"the archive is damaged: {error}") from error


def _natural(record: WarcRecord, number: int) -> str:
    return short(record.headers.get("WARC-Target-URI")) or str(number)


def _dated(item: Item, record: WarcRecord, encoding: str | None) -> Item:
    """Give a page its address, and the day it was fetched where nothing better is known."""
    if not isinstance(item, Draft):
        return item
    url = item.url or record.headers.get("WARC-Target-URI")
    item = replace(item, url=url, encoding=encoding or item.encoding)
    if item.published or (url and date_in_url(url)) or record.record_date is None:
        return item
    return replace(item, published=record.record_date.isoformat(), published_source="crawl")


def _is_mine(seen: Seen) -> bool:
    if seen.head.startswith(GZIP):
        try:
            return zlib.decompressobj(wbits=31).decompress(seen.head, 16).startswith(MARK)
        except zlib.error:
            return False
    return seen.head.startswith(MARK)


FORMAT = Format(
    name="warc",
    suffixes=(".warc",),
    mime_type="application/warc",
    sniff=_is_mine,
    read=read,
    split=split,
)
