"""Read a report on a line of its own below its quotation: `X said.` in a paragraph by itself."""

from __future__ import annotations

import re

from transforms.lexicons import lexicon
from transforms.quotes.certain import stated
from transforms.quotes.contents import Range
from transforms.quotes.marks import Quotation
from transforms.quotes.rank import Found
from transforms.quotes.reported import FINITE
from transforms.quotes.sources import NOMINAL
from transforms.quotes.tree import Tree

LINE = re.compile(r"[ \t]*\n{1,3}[ \t]*([^\n]+)")
MOST_WORDS = 16
OPEN, CLOSED = ",", ".?!…"
MARKS = "\"”’'»“"
OTHERS = frozenset({"ccomp", "xcomp", "attr", "acomp", "neg"})
"""What hangs on a verb that reports something else."""


def with_own_lines(tree: Tree, kept: list[Found]) -> list[Found]:
    """Add a reading for each quotation whose report is the next line, in place of others of it.

    A quotation that ends with a comma waits for its report; another one may have it already.
    """
    cues = {one.reading.cue for one in kept}
    words = frozenset[int]().union(*(one.words for one in kept))
    made: list[Found] = []
    for quotation in tree.outer:
        ending = tree.text[quotation.start : quotation.end].rstrip(MARKS)[-1:]
        below = _below(tree, quotation) if ending and ending in OPEN + CLOSED else None
        found = _inverted(tree, quotation) or below
        is_free = found and found.reading.cue not in cues and words.isdisjoint(found.words)
        if found and (is_free or (below and ending == OPEN)):
            made.append(found)
    return _without(kept, made) + made


def _without(kept: list[Found], made: list[Found]) -> list[Found]:
    """Leave out the readings that have a cue or a word of new ones."""
    cues = {one.reading.cue for one in made}
    words = frozenset[int]().union(*(one.words for one in made))
    return [one for one in kept if one.reading.cue not in cues and words.isdisjoint(one.words)]


def _inverted(tree: Tree, quotation: Quotation) -> Found | None:
    """Read a verb right behind a quotation that is taken for a participle: `“…,” added Price`."""
    first, last = tree.tokens(quotation.start, quotation.end)
    if last >= len(tree) or "\n" in tree.text[quotation.end : tree.starts[last]]:
        return None
    subject = tree.heads[last]
    while tree.deps[subject] == "compound" and tree.heads[subject] != subject:
        subject = tree.heads[subject]
    fits = (
        tree.tags[last] == "VBD"
        and tree.deps[last] == "amod"
        and tree.lemmas[last] in lexicon("reports")
        and subject > last
        and tree.pos[subject] in ("NOUN", "PROPN")
    )
    return stated(tree, last, subject, [(first, last)], "/nsubj>") if fits else None


def _below(tree: Tree, quotation: Quotation) -> Found | None:
    line = LINE.match(tree.text, quotation.end) if quotation.is_closed else None
    return _told(tree, quotation, tree.tokens(*line.span(1))) if line else None


def _told(tree: Tree, quotation: Quotation, line: Range) -> Found | None:
    """Read a line that holds a verb of speech, who speaks, and nothing that is said."""
    begin, end = line
    if len(tree.words(begin, end)) > MOST_WORDS or any(i >= 0 for i in tree.in_quote[begin:end]):
        return None
    for cue in range(begin, end):
        if tree.lemmas[cue] not in lexicon("reports") or tree.tags[cue] not in FINITE:
            continue
        subject = _subject(tree, cue, begin, end)
        if subject is not None and not _has_content(tree, cue, subject):
            content = tree.tokens(quotation.start, quotation.end)
            return stated(tree, cue, subject, [content], "/nsubj<")
    return None


def _subject(tree: Tree, cue: int, begin: int, end: int) -> int | None:
    """Find who speaks: the subject, or what stands right behind a verb that opens the line."""
    below = [i for i in tree.children[cue] if begin <= i < end and tree.pos[i] in NOMINAL]
    subjects = (i for i in below if tree.deps[i] == "nsubj")
    behind = (i for i in below if cue == begin and tree.left[i] == cue + 1)
    return next(subjects, next(behind, None))


def _has_content(tree: Tree, cue: int, subject: int) -> bool:
    others = [i for i in tree.children[cue] if i != subject]
    return any(
        tree.deps[i] in OTHERS
        or (tree.deps[i] == "dobj" and tree.lemmas[cue] not in lexicon("tells-that"))
        or tree.lowers[i] == ":"
        for i in others
    )
