"""Take the lines of text off a page of PDF, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

LIGATURES = dict(enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"), start=0xFB00))
BROKEN_WORD = frozenset((0x02, 0xAD, 0xFFFE))
"""What PDFium gives for a hyphen at which a word is broken."""
SPLITTING = BROKEN_WORD | {0xA0}
WIDE = 1.6
"""A gap of so many font sizes parts a line: justified words stand closer."""
STRAIGHT = 0.1
"""Radians by which a line may lean; watermarks and stamps lean more."""


@dataclass(slots=True)
class Line:
    """A line of text, or the part of it that stands in one column; y counts down the page."""

    text: str
    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    weight: int
    column: int = 0
    edges: tuple[float, float] = (0.0, 0.0)
    """Where the lines of its column begin and end."""


@dataclass(slots=True)
class _Word:
    text: str
    box: tuple[float, float, float, float]
    size: float
    weight: int


def page_lines(page: PdfPage, number: int) -> tuple[list[Line], float]:
    """Give the lines of a page in the order of the file, and the height of the page."""
    import pypdfium2.raw as pdfium

    width, height = page.get_size()
    turn = _Turn(page.get_rotation(), width, height)
    text = page.get_textpage()
    try:
        found = list(_lines(_words(pdfium, text.raw, turn), number))
    finally:
        text.close()
    return found, height


class _Turn:
    """Brings boxes of a page that is shown turned to where a reader sees them."""

    def __init__(self, degrees: int, width: float, height: float) -> None:
        self._degrees, self._width, self._height = degrees, width, height

    def box(
        self, left: float, bottom: float, right: float, top: float
    ) -> tuple[float, float, float, float]:
        """Give x0, top, x1, bottom, counted from the left and from above."""
        if self._degrees == 90:
            return bottom, left, top, right
        if self._degrees == 180:
            return self._width - right, bottom, self._width - left, top
        if self._degrees == 270:
            return (
                self._width - top,
                self._height - right,
                self._width - bottom,
                self._height - left,
            )
        return left, self._height - top, right, self._height - bottom

    def leans(self, angle: float) -> bool:
        """Tell whether a character that is written at an angle is not seen upright."""
        from math import pi

        lean = (angle - self._degrees * pi / 180) % (2 * pi)
        return STRAIGHT < lean < 2 * pi - STRAIGHT


def _words(pdfium, text, turn: _Turn) -> Iterator[_Word | None]:  # type: ignore[no-untyped-def]
    """Yield the words of a page, None for the end of a line."""
    box = pdfium.FS_RECTF()
    count = pdfium.FPDFText_CountChars(text)
    unicode = pdfium.FPDFText_GetUnicode
    letters: list[str] = []
    begin = 0
    for index in range(count + 1):
        code = unicode(text, index) if index < count else 10
        if code > 32 and code not in SPLITTING:
            begin = begin if letters else index
            letters.append(LIGATURES.get(code) or chr(code))
            continue
        if letters:
            letters.append("\xad" if code in BROKEN_WORD else "")
            angle = pdfium.FPDFText_GetCharAngle(text, begin)
            if not turn.leans(angle):
                pdfium.FPDFText_GetLooseCharBox(text, begin, byref(box))
                left, bottom, top = box.left, box.bottom, box.top
                right = box.right
                pdfium.FPDFText_GetLooseCharBox(text, index - 1, byref(box))
                place = turn.box(
                    min(left, box.left),
                    min(bottom, box.bottom),
                    max(right, box.right),
                    max(top, box.top),
                )
                size = pdfium.FPDFText_GetFontSize(text, begin) or 1.0
                yield _Word(
                    "".join(letters), place, size, pdfium.FPDFText_GetFontWeight(text, begin)
                )
            letters = []
        if code in (10, 13) or code in BROKEN_WORD:
            yield None


def _lines(words: Iterator[_Word | None], page: int) -> Iterator[Line]:
    line: list[_Word] = []
    for word in words:
        if line and (word is None or _is_apart(line[-1], word)):
            yield _line(line, page)
            line = []
        if word is not None:
            line.append(word)
    if line:
        yield _line(line, page)


def _is_apart(before: _Word, word: _Word) -> bool:
    """Tell whether a word does not stand right behind another."""
    _, top, end, bottom = before.box
    height = min(bottom - top, word.box[3] - word.box[1])
    overlap = min(bottom, word.box[3]) - max(top, word.box[1])
    gap = word.box[0] - end
    wide = WIDE * max(bottom - top, 1.0)
    return overlap < 0.3 * height or gap > wide or gap < -wide


def _line(words: list[_Word], page: int) -> Line:
    longest = max(words, key=lambda word: len(word.text))
    return Line(
        " ".join(word.text for word in words),
        page,
        min(word.box[0] for word in words),
        max(word.box[2] for word in words),
        longest.box[1],
        longest.box[3],
        longest.box[3] - longest.box[1],
        longest.weight,
    )
