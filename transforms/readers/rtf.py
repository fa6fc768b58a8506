"""Read Rich Text Format."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.readers.draft import Item, Metadata, Unreadable, drafted
from transforms.readers.format import Format, Portion
from transforms.readers.plain import text_blocks

MAGIC = b"{\\rtf"
CODE_PAGE = re.compile(r"\\ansicpg(\d{3,5})")
INFO = re.compile(r"\{\\info\b.{0,8000}?\}\s*\}", re.DOTALL)
WRITTEN = r"\{{(?:\\\*)?\\{} ?((?:[^{{}}\\]|\\.){{0,500}})\}}"
MOMENT = r"\{{\\{}\\yr(\d+)\\mo(\d+)\\dy(\d+)(?:\\hr(\d+)\\min(\d+))?"
PICTURE = re.compile(r"(?:[0-9a-fA-F]{64,}\s*)+")
"""Pictures are written in hexadecimal digits."""


def read(portion: Portion) -> Iterator[Item]:
    """Yield the one document of a file."""
    source = PICTURE.sub("", portion.data.decode("latin-1"))
    page = CODE_PAGE.search(source[:2_000])
    encoding = f"cp{page[1]}" if page else "cp1252"
    try:
        text = _text(source, encoding)
    except LookupError:
        encoding = "cp1252"
        text = _text(source, encoding)
    if not text.strip():
        yield Unreadable(
            None,
            "no_text",
            "The RTF file holds no text.",
            "Look whether it is made of pictures only.",
        )
        return
    blocks = list(text_blocks(text, may_be_wrapped=False))
    title = next((block.text for block in blocks[:1] if block.kind == "heading"), None)
    yield drafted(
        _metadata(source, title),
        blocks,
        data=portion.data,
        encoding=encoding,
        reader=(FORMAT.name, FORMAT.mime_type),
    )


def _metadata(source: str, title: str | None) -> Metadata:
    """Read the group of information, which stands near the beginning."""
    found = INFO.search(source[:50_000])
    info = found[0] if found else ""
    created = _moment(info, "creatim")
    return Metadata(
        title=_written(info, "title") or title,
        authors=tuple(filter(None, [_written(info, "author")])),
        publisher=_written(info, "company"),
        published=created,
        published_source=created and "meta",
        modified=_moment(info, "revtim"),
    )


def _written(info: str, field: str) -> str | None:
    found = re.search(WRITTEN.format(field), info)
    return _text("{\\rtf1 " + found[1] + "}", "cp1252").strip() if found else None


def _text(source: str, encoding: str) -> str:
    from striprtf.striprtf import rtf_to_text

    return str(rtf_to_text(source, encoding=encoding, errors="replace"))  # type: ignore[no-untyped-call]


def _moment(info: str, field: str) -> str | None:
    found = re.search(MOMENT.format(field), info)
    if found is None:
        return None
    year, month, day, hour, minute = (int(value or 0) for value in found.groups())
    time = f"T{hour:02}:{minute:02}:00" if found[4] else ""
    return f"{year:04}-{month:02}-{day:02}{time}"


FORMAT = Format(
    name="rtf",
    suffixes=(".rtf",),
    mime_type="application/rtf",
    sniff=lambda seen: seen.head.startswith(MAGIC),
    read=read,
)
