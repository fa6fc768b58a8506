"""List every format, in the order in which they are asked whether a file is theirs.

Modules here import what Python brings; a library that only one format needs is imported when a
file of that format is read.
"""

from __future__ import annotations

from transforms.readers import (
    compressed,
    csv,
    docx,
    epub,
    feed,
    html,
    json,
    jsonl,
    mail,
    markdown,
    mbox,
    odt,
    parquet,
    pdf,
    plain,
    rtf,
    tar,
    warc,
    zipped,
)
from transforms.readers.format import Format

FORMATS: tuple[Format, ...] = (
    pdf.FORMAT,
    rtf.FORMAT,
    docx.FORMAT,
    odt.FORMAT,
    epub.FORMAT,
    zipped.FORMAT,
    warc.FORMAT,
    compressed.FORMAT,
    tar.FORMAT,
    parquet.FORMAT,
    mbox.FORMAT,
    mail.FORMAT,
    html.FORMAT,
    feed.FORMAT,
    jsonl.FORMAT,
    json.FORMAT,
    csv.FORMAT,
    markdown.FORMAT,
    plain.FORMAT,
)

NAMED: tuple[Format, ...] = (
    html.FORMAT,
    jsonl.FORMAT,
    json.FORMAT,
    markdown.FORMAT,
    plain.FORMAT,
)
"""Formats of which a name is enough: text without a mark of its own."""

DEFAULT = plain.FORMAT
"""Any other text is read as plain text."""
