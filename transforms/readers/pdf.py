"""Read PDF: columns in reading order, without running heads, each block with its page."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Mapping

from transforms.readers.draft import Block, Item, Metadata, Unreadable, drafted
from transforms.readers.format import Format, Portion, Seen
from transforms.readers.pdf_layout import ordered, without_running
from transforms.readers.pdf_lines import page_lines
from transforms.readers.pdf_paragraphs import Body, paragraphs
from transforms.readers.plain import text_blocks

MAGIC = b"%PDF-"
DATE = re.compile(
    r"D?:?(\d{4})(\d\d)?(\d\d)?(?:(\d\d)(\d\d)(\d\d)?)?(?:Z|([+-])(\d\d)'?(\d\d)?'?)?"
)
NO_TITLE = re.compile(
    r"(?:untitled(?: document)?|document\d*|microsoft (?:word|powerpoint).*|.*\.\w{2,4}|title)?",
    re.IGNORECASE,
)
"""What programs write where nobody gave a title."""
NO_AUTHOR = frozenset(("anonymous", "unknown", "user", "admin", "administrator", "author"))
AUTHORS = re.compile(r"\s*(?:;|\band\b|&)\s*")


def read(portion: Portion) -> Iterator[Item]:
    """Yield the one document of a file."""
    import pypdfium2

    reader = "pdf"
    try:
        pdf = pypdfium2.PdfDocument(portion.data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            yield _encrypted()
            return
        reader = "pdf-pypdf"
    if reader == "pdf":
        try:
            found, said, count = _blocks(pdf), pdf.get_metadata_dict(), len(pdf)
        finally:
            pdf.close()
    else:
        found, said, count = _blocks_by_pypdf(portion.data)
    if not any(block.text.strip() for block in found):
        yield _no_text(count)
        return
    yield drafted(
        _metadata(said, found),
        found,
        data=portion.data,
        encoding="unicode",
        reader=(reader, FORMAT.mime_type),
    )


def _blocks(pdf) -> list[Block]:  # type: ignore[no-untyped-def]
    pages, heights = [], []
    for index in range(len(pdf)):
        page = pdf[index]
        try:
            lines, height = page_lines(page, index + 1)
        finally:
            page.close()
        pages.append(lines)
        heights.append(height)
    kept = without_running(pages, heights)
    lines = [line for page_kept in kept for line in ordered(page_kept)]
    return list(paragraphs(lines, Body(lines)))


def _blocks_by_pypdf(data: bytes) -> tuple[list[Block], Mapping[str, str], int]:
    """Read what PDFium cannot open, page by page, without its layout."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what failed is told by a reject
    try:
        pdf = PdfReader(io.BytesIO(data), strict=False)
        blocks = [
            Block(block.text, block.kind, number)
            for number, page in enumerate(pdf.pages, start=1)
            for block in text_blocks(page.extract_text())
        ]
        said = {key.lstrip("/"): str(value) for key, value in (pdf.metadata or {}).items()}
    except PyPdfError as error:
        raise ValueError(f"the file is damaged: {error}") from error
    return blocks, said, len(pdf.pages)


def _metadata(said: Mapping[str, str], found: list[Block]) -> Metadata:
    title = " ".join(said.get("Title", "").split())
    if NO_TITLE.fullmatch(title):
        first = (b.text for b in found if b.kind == "heading" and b.page == 1)
        title = next(first, "")
    author = " ".join(said.get("Author", "").split())
    created, modified = date(said.get("CreationDate", "")), date(said.get("ModDate", ""))
    return Metadata(
        title=title or None,
        authors=()
        if author.casefold() in NO_AUTHOR
        else tuple(filter(None, AUTHORS.split(author))),
        published=created,
        published_source=created and "meta",
        modified=modified,
    )


def date(raw: str) -> str | None:
    """Give a date of PDF as others write it.

    >>> date("D:20260312101500+01'00'"), date("D:2026"), date("soon")
    ('2026-03-12T10:15:00+01:00', '2026', None)
    """
    found = DATE.match(raw)
    if found is None:
        return None
    year, month, day, hour, minute, second, sign, hours, minutes = found.groups()
    if hour is None or day is None:
        return "-".join(filter(None, (year, month, day)))
    zone = f"{sign}{hours}:{minutes or '00'}" if sign else "+00:00"
    return f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{zone}"


def _encrypted() -> Unreadable:
    return Unreadable(
        None,
        "encrypted",
        "The PDF opens only with a password.",
        "Save it without one, then run again.",
    )


def _no_text(pages: int) -> Unreadable:
    return Unreadable(
        None,
        "no_text",
        f"None of the {pages} pages of the PDF holds text: they are pictures.",
        "Run it through a program that recognises characters, such as ocrmypdf, then run again.",
    )


def _is_mine(seen: Seen) -> bool:
    """Tell a PDF by its mark, which may stand behind a little of something else."""
    at = seen.head[:1_024].find(MAGIC)
    return at == 0 or (at > 0 and not seen.is_text)


FORMAT = Format(
    name="pdf",
    suffixes=(".pdf",),
    mime_type="application/pdf",
    sniff=_is_mine,
    read=read,
)
