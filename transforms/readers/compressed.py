"""Read files packed by gzip, bzip2 or xz: what they hold is the document, or the container."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Iterator

from transforms.readers.draft import Item, Unreadable
from transforms.readers.format import Format, Portion, Rules
from transforms.readers.members import FREE_RATIO, too_tight

GZIP, BZIP2, XZ = b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00"
MAGIC = (GZIP, BZIP2, XZ)
STEP = 1 << 20
SUFFIXES = {".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar", ".gz": "", ".bz2": "", ".xz": ""}


def read(portion: Portion) -> Iterator[Item]:
    """Yield the documents of what is packed. It keeps the file's name, without the suffix."""
    part = portion.part.inner if portion.part else None
    if part:
        data = unpacked(portion.data, part.end, part.start)
        yield from portion.inner(inner_name(portion.name), data, part)
        return
    content = within_limits(portion.data, portion.rules, portion.budget.bytes)
    if isinstance(content, Unreadable):
        yield content
    else:
        portion.budget.bytes -= len(content)
        yield from portion.inner(inner_name(portion.name), content)


def within_limits(data: bytes, rules: Rules, limit: int) -> bytes | Unreadable:
    """Unpack a file, or say which limit that would break."""
    tight = max(FREE_RATIO, rules.max_ratio * len(data))
    content = unpacked(data, min(limit, tight) + 1)
    if len(content) > tight:
        return too_tight(len(data), f"more than {tight:,}", rules)
    if len(content) > limit:
        return Unreadable(
            None,
            "too_many_bytes",
            f"It unpacks to more than {rules.max_expanded_bytes:,} bytes, the limit.",
            "Split it, or raise the setting max_expanded_bytes.",
        )
    return content


def unpacked(data: bytes, limit: int, start: int = 0) -> bytes:
    """Unpack all streams of a file, up to a limit; raise ValueError where they are damaged.

    What lies before `start` is left out.
    """
    pieces: list[bytes] = []
    passed = 0
    try:
        with _opened(data) as file:
            while passed < limit and (piece := file.read(min(limit - passed, STEP))):
                pieces.append(piece[max(0, start - passed) :])
                passed += len(piece)
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
