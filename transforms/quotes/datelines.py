"""Tell where a story begins behind its dateline: `LONDON (Reuters) - The bank has closed`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.quotes.attribution import Span
from transforms.quotes.tree import Tree

MONTH = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:\.|uary|ruary|ch|il|e|y|ust|ember"
    r"|ober)?"
)
DAY = rf"(?:,? ?\(?(?P<date>{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH}),?(?: \d{{4}})?\)?,?)?"
AGENCY = r"(?P<agency>\([^()\n]{2,30}\)|/[^/\n]{2,30}/)?"
DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’ -]{2,30}|(?P<mixed>[A-Z][a-z.'’]+(?: [A-Z][\w.'’]+){0,2}))"
    rf"(?:, (?!{MONTH} \d)[A-Z][\w.'’ ]{{1,30}}?){{0,2}}{DAY} ?(?:--)?{AGENCY} ?(?:--|[-–—|]) ?"
)
LINE = re.compile(r"^[A-Z]", re.MULTILINE)
DASHED = re.compile(r" (?:--|[-–—]) ")


def datelines(text: str) -> Iterator[Span]:
    """Yield where the datelines of a text stand that name an agency or a day."""
    for line in LINE.finditer(text):
        found = DATELINE.match(text, line.start())
        if found and (found["agency"] or found["date"]):
            yield found.span()


def behind(tree: Tree, begin: int, end: int) -> int:
    """Give the first token of a range behind the dateline that opens it, or its beginning."""
    at = tree.starts[begin]
    line = DATELINE.match(tree.text, at) if not at or tree.text[at - 1] == "\n" else None
    if line is None:
        return begin
    is_open = not line["agency"] and not line["date"]
    if is_open and (line["mixed"] or DASHED.search(tree.text, line.end(), tree.ends[end - 1])):
        return begin
    cut = tree.tokens(line.end(), tree.ends[end - 1])[0]
    return cut if cut < end else begin
