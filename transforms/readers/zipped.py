"""Read ZIP archives: each member is a document, or a container of others."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterator
from functools import partial
from mmap import mmap

from transforms.readers import tar
from transforms.readers.draft import Item
from transforms.readers.format import PARSER_ERRORS, Buffer, Format, Part, Portion, Rules, Seen
from transforms.readers.members import Member, grouped, items

MAGIC = tar.ZIP
PACKAGES = frozenset(("mimetype", "[Content_Types].xml"))
"""Members that make an archive one document of an office."""


def read(portion: Portion) -> Iterator[Item]:
    """Yield the documents in an archive, in the order of its list."""
    with zipfile.ZipFile(io.BytesIO(portion.data)) as archive:
        yield from items(portion, _members(archive))


def split(data: Buffer, size: int, rules: Rules) -> Iterator[Part]:
    """Cut an archive between members, unless there are containers among them.

    Those share what may be unpacked, so they are read one after the other.
    """
    del rules
    with opened(data) as archive:
        listed = [info for info in archive.infolist() if not info.is_dir()]
        if sum(info.file_size for info in listed) > size and not any(
            _is_container(archive, info) for info in listed
        ):
            yield from grouped((i.file_size for i in listed), len(data), size, FORMAT.name)


def opened(data: Buffer) -> zipfile.ZipFile:
    """Open an archive in place."""
    return zipfile.ZipFile(data if isinstance(data, mmap) else io.BytesIO(data))  # type: ignore[arg-type]


def _members(archive: zipfile.ZipFile) -> Iterator[Member]:
    for info in archive.infolist():
        if not info.is_dir():
            yield Member(
                info.filename,
                info.file_size,
                info.compress_size,
                _odd(info),
                partial(archive.read, info),
            )


def _odd(info: zipfile.ZipInfo) -> str | None:
    """Say what a member is that cannot be read as a file."""
    mode = info.external_attr >> 16
    if stat.S_ISLNK(mode):
        return "a link"
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "a device or a pipe"
    return "encrypted" if info.flag_bits & 0x1 else None


def _is_container(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    if _odd(info):
        return False
    try:
        with archive.open(info) as file:
            head = file.read(tar.LOOK)
    except PARSER_ERRORS:
        return False
    return tar.is_container(head)


FORMAT = Format(
    name="zip",
    suffixes=(".zip",),
    mime_type="application/zip",
    sniff=lambda seen: is_zip(seen),
    read=read,
    split=split,
    is_container=True,
)


def is_zip(seen: Seen) -> bool:
    """Tell an archive, which ends with a list of members, from a package of other kinds."""
    if not seen.head.startswith(MAGIC):
        return False
    try:
        with opened(seen.data) as archive:
            return not PACKAGES.intersection(archive.namelist())
    except PARSER_ERRORS:
        return False
