"""Name what no reader takes, by its first bytes, for a reason that helps."""

from __future__ import annotations

from transforms.readers.draft import Unreadable
from transforms.readers.format import Seen
from transforms.readers.package import kind

SIGNATURES = {
    b"PK\x05\x06": "an empty ZIP archive",
    b"PK": "a damaged ZIP archive, or an office document of an unknown kind",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"II*\x00": "a TIFF image",
    b"MM\x00*": "a TIFF image",
    b"BM": "a bitmap image",
    b"7z\xbc\xaf\x27\x1c": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"\x28\xb5\x2f\xfd": "a Zstandard archive",
    b"SQLite format 3": "an SQLite database",
    b"\x7fELF": "a program",
    b"MZ": "a program",
    b"ID3": "a sound recording",
    b"OggS": "a sound recording",
    b"RIFF": "a sound recording, a film or a WebP image",
    b"\x00\x00\x00": "a film, a picture or no text at all",
}


OFFICE = {
    "xl": "a spreadsheet",
    "ppt": "a presentation",
    "visio": "a drawing",
    "application/vnd.oasis.opendocument.spreadsheet": "a spreadsheet",
    "application/vnd.oasis.opendocument.presentation": "a presentation",
    "application/vnd.oasis.opendocument.graphics": "a drawing",
}
"""Packages that no reader takes, by what package.kind calls them."""


def refusal(seen: Seen) -> Unreadable | None:
    """Say what a file is that is no text; None for text."""
    if seen.is_text:
        return None
    found = OFFICE.get(kind(seen) or "")
    named = (name for mark, name in SIGNATURES.items() if seen.head.startswith(mark))
    return not_text(found or next(named, "no text: it holds too many control bytes"))


def not_text(kind: str) -> Unreadable:
    """Say that a file is of a kind that no reader takes."""
    return Unreadable(
        None,
        "not_text",
        f"The file is {kind}, which no reader takes.",
        "Convert it to PDF, DOCX, HTML or plain text, or leave it out of the collection.",
    )


def empty(size: int) -> Unreadable:
    """Say that a file holds nothing."""
    return Unreadable(
        None,
        "empty",
        f"The file holds no characters but white space ({size} bytes).",
        "Put text into it, or remove it from the collection.",
    )
