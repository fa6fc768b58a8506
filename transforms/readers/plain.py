"""Read plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.dates import parse_date
from transforms.normalise import decode
from transforms.readers.draft import Block, Item, Metadata, drafted
from transforms.readers.format import Format, Portion
from transforms.readers.hyphens import joined, words

BLANK_LINE = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
BULLET = re.compile(r"\s*(?:[-*•‣▪]|\(?\d{1,3}[.)])\s+\S")
CLOSED = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")
LAST_WORD = re.compile(r"[.!?…][\"'”’»)\]]*$")
BYLINE = re.compile(r"(?:By|BY) ([A-Z][^.!?\n]{2,80})$")
DATE_LINE = re.compile(
    r"(?:(?:First )?[Pp]ublished|[Pp]osted|Date|DATE)(?: on| at)?\s*:?\s+(?P<date>\S.{3,60})$"
)
MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}[.]?"
DATELINE = re.compile(
    r"[A-Z][A-Z .'’-]+(?:, [A-Z][\w .'’-]+)?,? [(]?"
    rf"(?P<date>{MONTH} \d{{1,2}},? \d{{4}}|\d{{1,2}} {MONTH},? \d{{4}}|\d{{4}}-\d\d-\d\d)[)]?"
    r"(?: [(][^)]{2,40}[)])?\s*[-–—:]"
)
"""`LONDON, 12 March 2026 (Agency) —`, which opens a report."""

MAX_TITLE = 150
MAX_WRAPPED = 120
"""Hard-wrapped lines are shorter than this."""

DATED_BLOCKS = 5
"""A date is looked for in the first blocks only: further down it belongs to the story."""


def read(portion: Portion) -> Iterator[Item]:
    """Yield the one document of a text file."""
    text, encoding = decode(portion.data)
    blocks = tuple(text_blocks(text))
    yield drafted(
        _metadata(blocks),
        blocks,
        data=portion.data,
        encoding=encoding,
        reader=(FORMAT.name, FORMAT.mime_type),
    )


def text_blocks(text: str, *, may_be_wrapped: bool = True) -> Iterator[Block]:
    """Yield the paragraphs of a text, its title and its list items known as such.

    Blank lines part paragraphs. Within them, hard-wrapped lines are joined, and lines that are
    not wrapped are paragraphs of their own.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    sections = BLANK_LINE.split(text)
    wrapped = may_be_wrapped and _is_wrapped(sections)
    known = words(text.split("\n")) if wrapped else set()
    paragraphs = [found for section in sections for found in _paragraphs(section, wrapped, known)]
    for position, paragraph in enumerate(filter(str.strip, paragraphs)):
        if position == 0 and len(paragraphs) > 1 and _is_title(paragraph):
            yield Block(paragraph, "heading")
        else:
            yield Block(paragraph, "item" if BULLET.match(paragraph) else "paragraph")


def _metadata(blocks: tuple[Block, ...]) -> Metadata:
    opening = [block.text.strip() for block in blocks[:DATED_BLOCKS]]
    bylines = (BYLINE.match(line) for line in opening[:3])
    date = next(filter(None, map(_date, opening)), None)
    return Metadata(
        title=blocks[0].text.strip() if blocks and blocks[0].kind == "heading" else None,
        authors=tuple(found[1].strip() for found in bylines if found)[:1],
        published=date,
        published_source=date and "text",
    )


def _date(line: str) -> str | None:
    """Give the date that a line states as the document's, if it clearly does."""
    found = DATE_LINE.match(line) or DATELINE.match(line)
    date = found["date"] if found else line
    dated = parse_date(date)
    return date if dated and dated[1] in ("second", "day") else None


def _is_wrapped(sections: list[str]) -> bool:
    """Tell whether lines were broken by width: most that could go on do not end a sentence."""
    going_on = [line for section in sections for line in section.split("\n")[:-1] if line.strip()]
    if not going_on or max(map(len, going_on)) > MAX_WRAPPED:
        return False
    return sum(LAST_WORD.search(line[-5:].rstrip()) is None for line in going_on) * 2 > len(
        going_on
    )


def _paragraphs(section: str, wrapped: bool, known: set[str]) -> Iterator[str]:
    lines = section.split("\n")
    if not wrapped:
        yield from lines
        return
    width = max(map(len, lines))
    pending: list[str] = []
    for line in lines:
        if pending and (BULLET.match(line) or _ends(pending[-1], width, len(pending))):
            yield joined(map(str.strip, pending), known)
            pending = []
        pending.append(line)
    yield joined(map(str.strip, pending), known)


def _ends(line: str, width: int, count: int) -> bool:
    """Tell whether a paragraph ends with this line: it is short, and a sentence or a title ends."""
    if len(line) > 0.7 * width:
        return False
    return LAST_WORD.search(line.rstrip()) is not None or (count == 1 and _is_title(line))


def _is_title(line: str) -> bool:
    line = line.strip()
    return (
        0 < len(line) <= MAX_TITLE
        and CLOSED.search(line) is None
        and BULLET.match(line) is None
        and not line[0].islower()
        and any(map(str.isalpha, line))
        and "\n" not in line
    )


FORMAT = Format(
    name="text",
    suffixes=(".txt", ".text"),
    mime_type="text/plain",
    read=read,
)
