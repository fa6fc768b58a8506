"""Choose the reader of a file, and read it."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.normalise import SAMPLE, decode, is_text
from transforms.readers import html, jsonl, markdown, plain
from transforms.readers.draft import Item, Unreadable, too_large
from transforms.readers.format import PARSER_ERRORS, Buffer, Format, Part, Portion

FORMATS: tuple[Format, ...] = (
    html.FORMAT,
    jsonl.FORMAT,
    markdown.FORMAT,
    plain.FORMAT,
)
"""Every format, in the order in which they are asked; any other text is read as plain text."""

HEAD = 8_192

SIGNATURES = {
    b"%PDF-": "a PDF document",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x1f\x8b": "a gzip archive",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"{\\rtf": "an RTF document",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"PAR1": "a Parquet file",
    b"SQLite format 3": "an SQLite database",
}
"""First bytes of formats that are no text, for a reason that helps."""

LOOKS_LIKE_TEXT = (b"%PDF-", b"{\\rtf")
"""Signatures of files whose first bytes could pass for text."""


def read(name: str, data: bytes, limit: int, part: Part | None = None) -> Iterator[Item]:
    """Yield the documents of a file, or of a part of it, and what of it could not be read.

    No bytes make it raise; a whole file yields at least one item. `limit` is the most bytes
    that one document may have.
    """
    part = part if part and part.reader else None
    chosen = _named(part.reader) if part and part.reader else _chosen(name, data)
    if isinstance(chosen, Unreadable):
        yield chosen
    elif chosen.split is None and len(data) > limit:
        yield too_large(len(data), limit)
    else:
        yield from _guarded(chosen, data, limit, part)


def parts(name: str, data: Buffer, size: int, limit: int | None = None) -> Iterator[Part]:
    """Yield the parts of about `size` bytes into which a file can be cut: one, if it cannot.

    Reading `data[part.start : part.end]` of every part gives what reading the file gives.
    `limit` is the one that `read` will get; lines beyond it are not looked into.
    """
    chosen = _chosen(name, data)
    if isinstance(chosen, Unreadable) or chosen.split is None or len(data) <= size:
        yield Part(0, len(data), 1)
    else:
        yield from chosen.split(data, size, len(data) if limit is None else limit)


def _guarded(chosen: Format, data: bytes, limit: int, part: Part | None) -> Iterator[Item]:
    try:
        yield from chosen.read(Portion(data, limit, part))
    except PARSER_ERRORS as error:
        yield Unreadable(
            None,
            "reader_failed",
            f"The {chosen.name} reader stopped: {type(error).__name__}: {str(error)[:200]}.",
            "Open it in the program that made it and save it again, or convert it to plain text.",
        )


def _named(name: str) -> Format:
    return next(known for known in FORMATS if known.name == name)


def _chosen(name: str, data: Buffer) -> Format | Unreadable:
    """Choose by what the file holds, then by its suffix, then plain text."""
    head = data[:HEAD]
    if not is_text(data[:SAMPLE]) or head.startswith(LOOKS_LIKE_TEXT):
        kinds = (kind for mark, kind in SIGNATURES.items() if head.startswith(mark))
        return _not_text(next(kinds, "no text: it holds too many control bytes"))
    text = decode(head)[0].lstrip("\ufeff \t\r\n")
    if not text and len(data) <= HEAD:
        return _empty(len(data))
    suffix = "." + name.lower().rpartition(".")[2]
    return (
        next((known for known in FORMATS if known.sniff and known.sniff(text)), None)
        or next((known for known in FORMATS if suffix in known.suffixes), None)
        or plain.FORMAT
    )


def _not_text(kind: str) -> Unreadable:
    return Unreadable(
        None,
        "not_text",
        f"The file is {kind}, which no reader takes.",
        "Convert it to HTML, Markdown, JSONL or plain text, or leave it out of the collection.",
    )


def _empty(size: int) -> Unreadable:
    return Unreadable(
        None,
        "empty",
        f"The file holds no characters but white space ({size} bytes).",
        "Put text into it, or remove it from the collection.",
    )
