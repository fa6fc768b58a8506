"""Turn bytes into text, and text into its one normal form, from which offsets are counted."""

from __future__ import annotations

import codecs
import re
import unicodedata

from ftfy import TextFixerConfig, fix_text
from ftfy.badness import is_bad

SEPARATOR = "\n\n"
"""What stands between two blocks of a document's text."""

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks; the four bytes of UTF-32 stand before UTF-16, which they begin with."""

REPAIR = TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    replace_lossy_sequences=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    fix_surrogates=False,
    remove_control_chars=False,
    normalization=None,
    explain=False,
)
"""Only wrongly decoded sequences are mended: what somebody wrote, such as curly quotes, stays."""

SUSPECT = re.compile("[^\x00-\x7f‘’“”–—…•£\xa0]")
"""A cheap first look: wrongly decoded text holds more than the common signs of English text."""

SAMPLE = 65_536
MAX_CONTROL_SHARE = 0.01
CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"

C1 = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
"""C1 controls, read as the Windows-1252 characters that they nearly always were (as in HTML)."""

C1_CONTROLS = re.compile("[\x80-\x9f]")
SURROGATES = re.compile("[\ud800-\udfff]")
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]+"
)
"""Controls, soft hyphens, zero-width characters, bidirectional controls, tags."""

MARKS = re.compile(r"[^\w\s\x00-\x7f]{31,}")
MARK_LIMIT = 30
JOINER = "\u034f"
"""Combining marks are sorted in quadratic time; the Stream-Safe Text Format (UAX 15) breaks
runs of more than 30 with this invisible character."""

SPACES = re.compile(r"\s\s+|[^\S ]")


def is_text(data: bytes) -> bool:
    """Tell whether bytes look like text: few of the first 64 KB are control bytes."""
    sample = data[:SAMPLE]
    if _bom(sample) is not None:
        return True
    controls = len(sample) - len(sample.translate(None, CONTROL_BYTES))
    return controls <= len(sample) * MAX_CONTROL_SHARE


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """Give the text of some bytes, and the encoding that they were read with.

    A byte order mark is believed first, then UTF-8 if every byte fits, then the declared
    encoding, then what the bytes look like, then Windows-1252, which fits always once its five
    holes are read as Latin-1.
    """
    mark = _bom(data)
    if mark is not None:
        bom, encoding = mark
        return data[len(bom) :].decode(encoding, "replace"), encoding
    for encoding in filter(None, ("utf-8", declared)):
        try:
            return data.decode(encoding), codecs.lookup(encoding).name
        except (LookupError, ValueError):
            continue
    return _detected(data) or (data.decode("cp1252", "latin-1-hole"), "cp1252")


def repair(text: str) -> str:
    """Mend text that was once decoded with the wrong encoding (`â€œ` for `“`)."""
    if SUSPECT.search(text) is None or not is_bad(text):
        return text
    return fix_text(text, REPAIR)


def clean(text: str) -> str:
    """Give the normal form of one block of text: one line, NFC, single spaces, nothing unseen.

    Letters are never lost. A text in normal form is returned as it is.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    if not text.isascii():
        text = _composed(_mended(text))
    text = UNSEEN.sub("", text)
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text = _composed(text)
    return SPACES.sub(" ", text).strip()


def _detected(data: bytes) -> tuple[str, str] | None:
    """Decode bytes as what they look like, if every byte fits; None if nothing does."""
    from resiliparse.parse.encoding import detect_encoding  # only strange files need it

    name = detect_encoding(data[:SAMPLE])
    if name is None or name.startswith("utf"):
        return None
    try:
        return data.decode(name), codecs.lookup(name).name
    except (LookupError, ValueError):
        return None


def _bom(data: bytes) -> tuple[bytes, str] | None:
    return next((pair for pair in BOMS if data.startswith(pair[0])), None)


def _hole(error: UnicodeError) -> tuple[str, int]:
    """Read a byte that Windows-1252 leaves undefined as Latin-1 does."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("latin-1-hole", _hole)


def _mended(text: str) -> str:
    """Join surrogate pairs, replace lone ones, read C1 controls as Windows-1252."""
    if SURROGATES.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if C1_CONTROLS.search(text):
        text = text.translate(C1)
    return text


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", MARKS.sub(_broken, text))


def _broken(run: re.Match[str]) -> str:
    """Put a joiner after every 30 combining marks in a row."""
    pieces: list[str] = []
    marks = 0
    for character in run[0]:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks > MARK_LIMIT:
            pieces.append(JOINER)
            marks = 1
        pieces.append(character)
    return "".join(pieces)
