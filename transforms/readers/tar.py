"""Read TAR archives: each member is a document, or a container of others."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from functools import partial

from transforms.readers import compressed
from transforms.readers.draft import Item
from transforms.readers.format import Buffer, Format, Part, Portion, Rules
from transforms.readers.members import Member, grouped, items

ZIP = b"PK\x03\x04"
LOOK = 600
"""Bytes of a member that tell whether it is a container itself."""


def read(portion: Portion) -> Iterator[Item]:
    """Yield the documents in an archive, in its order."""
    with tarfile.open(fileobj=io.BytesIO(portion.data), mode="r:") as archive:
        yield from items(portion, _members(archive))


def split(data: Buffer, size: int, rules: Rules) -> Iterator[Part]:
    """Cut an archive between members, unless there are containers among them, as in ZIP."""
    del rules
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
        listed = [info for info in archive if not info.isdir()]
        if not any(_is_container(archive, info) for info in listed):
            yield from grouped((info.size for info in listed), len(data), size, FORMAT.name)


def _is_container(archive: tarfile.TarFile, info: tarfile.TarInfo) -> bool:
    if _odd(info):
        return False
    file = archive.extractfile(info)
    return file is not None and is_container(file.read(LOOK))


def is_container(head: bytes) -> bool:
    """Tell by its beginning whether a member is a container itself."""
    return head.startswith((ZIP, *compressed.MAGIC)) or is_header(head)


def is_header(head: bytes) -> bool:
    """Tell whether bytes begin with the header of a member: its sum is right."""
    if len(head) < tarfile.BLOCKSIZE or head[257:262] != b"ustar":
        return False
    try:
        tarfile.TarInfo.frombuf(head[: tarfile.BLOCKSIZE], "utf-8", "surrogateescape")
    except tarfile.TarError:
        return False
    return True


def _members(archive: tarfile.TarFile) -> Iterator[Member]:
    for info in archive:
        if not info.isdir():
            yield Member(info.name, info.size, None, _odd(info), partial(_content, archive, info))


def _content(archive: tarfile.TarFile, info: tarfile.TarInfo) -> bytes:
    file = archive.extractfile(info)
    if file is None:
        raise ValueError(f"{info.name} is no file")
    return file.read()


def _odd(info: tarfile.TarInfo) -> str | None:
    """Say what a member is that cannot be read as a file."""
    if info.issym() or info.islnk():
        return "a link"
    if info.issparse():
        return "a sparse file"
    return None if info.isreg() else "a device or a pipe"


FORMAT = Format(
    name="tar",
    suffixes=(".tar",),
    mime_type="application/x-tar",
    sniff=lambda seen: is_header(seen.head),
    read=read,
    split=split,
    is_container=True,
)
