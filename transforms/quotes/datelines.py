"""Tell where a story begins behind its dateline: `LONDON (Reuters) - The bank has closed`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.quotes.attribution import Span
from transforms.quotes.tree import Tree

DATELINE = re.compile(
    r"[A-Z][A-Z.'’ -]{2,30}(?:, [A-Z][\w.'’ ]{1,30}){0,2}(?:, [A-Z]\w{2,8}\.? \d{1,2})? ?"
    r"(?P<agency>\([^()\n]{2,30}\) ?)?(?:--|[-–—]) "
)
LINE = re.compile(r"^[A-Z]{2}", re.MULTILINE)
DASHED = re.compile(r" (?:--|[-–—]) ")


def datelines(text: str) -> Iterator[Span]:
    """Yield where the datelines of a text stand that name an agency."""
    for line in LINE.finditer(text):
        found = DATELINE.match(text, line.start())
        if found and found["agency"]:
            yield found.span()


def behind(tree: Tree, begin: int, end: int) -> int:
    """Give the first token of a range behind the dateline that opens it, or its beginning."""
    at = tree.starts[begin]
    line = DATELINE.match(tree.text, at) if not at or tree.text[at - 1] == "\n" else None
    if line is None or (
        not line["agency"] and DASHED.search(tree.text, line.end(), tree.ends[end - 1])
    ):
        return begin
    cut = tree.tokens(line.end(), tree.ends[end - 1])[0]
    return cut if cut < end else begin
