"""Read files packed by gzip, bzip2 or xz: what they hold is the document, or the container."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Iterator

from transforms.readers.draft import Item, Unreadable
from transforms.readers.format import Format, Portion
from transforms.readers.members import FREE_RATIO, too_tight

GZIP, BZIP2, XZ = b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00"
MAGIC = (GZIP, BZIP2, XZ)
STEP = 1 << 20
SUFFIXES = {".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar", ".gz": "", ".bz2": "", ".xz": ""}


def read(portion: Portion) -> Iterator[Item]:
    """Yield the documents of what is packed. It keeps the file's name, without the suffix."""
    limit = portion.budget.bytes
    tight = max(FREE_RATIO, portion.rules.max_ratio * len(portion.data))
    data = unpacked(portion.data, min(limit, tight) + 1)
    if len(data) > tight:
        yield too_tight(len(portion.data), f"more than {tight:,}", portion.rules)
    elif len(data) > limit:
        yield Unreadable(
            None,
            "too_many_bytes",
            f"It unpacks to more than {portion.rules.max_expanded_bytes:,} bytes, the limit.",
            "Split it, or raise the setting max_expanded_bytes.",
        )
    else:
        portion.budget.bytes -= len(data)
        yield from portion.inner(inner_name(portion.name), data)


def unpacked(data: bytes, limit: int) -> bytes:
    """Unpack all streams of a file, up to a limit; raise ValueError where they are damaged."""
    pieces: list[bytes] = []
    room = limit
    try:
        with _opened(data) as file:
            while room > 0 and (piece := file.read(min(room, STEP))):
                pieces.append(piece)
                room -= len(piece)
    except (OSError, EOFError, lzma.LZMAError, zlib.error) as error:
        raise ValueError(f"the packed data is damaged: {error}") from error
    return b"".join(pieces)


def inner_name(name: str) -> str:
    """Name what is packed: `a.tar.gz` holds `a.tar`."""
    for suffix, within in SUFFIXES.items():
        if name.lower().endswith(suffix):
            return name[: -len(suffix)] + within
    return name


def _opened(data: bytes) -> gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile:
    file = io.BytesIO(data)
    if data.startswith(GZIP):
        return gzip.GzipFile(fileobj=file)
    return bz2.BZ2File(file) if data.startswith(BZIP2) else lzma.LZMAFile(file)


FORMAT = Format(
    name="compressed",
    suffixes=tuple(SUFFIXES),
    mime_type="application/gzip",
    sniff=lambda seen: seen.head.startswith(MAGIC),
    read=read,
    is_container=True,
)
