"""Show what would steer a terminal or turn a line, in place of obeying it.

A file may be called ESC[2J, its title may turn the direction of the line, a name may hold a line
break and a line of its own after it. Each such character is shown by one that only looks like
something, so that widths and offsets stay.
"""

from __future__ import annotations

import re

UNPRINTABLE = "\ufffd"
PICTURES = 0x2400
"""Unicode's pictures of the C0 controls begin here: ␛ for ESC, ␊ for a line feed."""
C0 = range(0x20)
DELETE = 0x7F
BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
HIDDEN = (*range(0x80, 0xA0), *BIDI, 0x2028, 0x2029, 0xFEFF, *range(0xD800, 0xE000))
"""The other controls, marks of direction, separators of lines, halves of characters."""
IN_LINE = {code: chr(PICTURES + code) for code in C0}
IN_LINE |= {DELETE: "␡"} | dict.fromkeys(HIDDEN, UNPRINTABLE)
IN_TEXT = {code: shown for code, shown in IN_LINE.items() if chr(code) not in "\n\t"}
UNSAFE = re.compile(f"[{re.escape(''.join(map(chr, IN_TEXT)))}]")


def line(text: str) -> str:
    r"""Show a name or a sentence as the one line that it is.

    >>> line("\x1b[31mred\nname\u202etxt.pdf")
    '␛[31mred␊name�txt.pdf'
    """
    return text.translate(IN_LINE)


def paragraphs(text: str) -> str:
    """Show a text of several lines."""
    return text.translate(IN_TEXT)


def escaped(document: str) -> str:
    r"""Write a JSON document so that no terminal obeys it; what it says is the same.

    >>> escaped('{"name": "\u202etxt"}')
    '{"name": "\\u202etxt"}'
    """
    return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", document)
