"""Look again at quotations that no sure reading covers: somebody near may have said them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.lexicons import lexicon
from transforms.quotes.decide import Reading, choose_sources
from transforms.quotes.linear import Weights
from transforms.quotes.marks import Quotation
from transforms.quotes.rank import Found
from transforms.quotes.tree import Tree

NEAR = 8
"""Words between a quotation and a verb that reports it."""
CONFIDENCE = 0.45
LEAST_WORDS = 2
DASH = re.compile(
    r"[ \xa0]?\n{0,2}[ \xa0]?([-–—―]{1,2})[ \xa0]?([A-Z][^\n,;:“”\"]{2,60})(?=[\n,]|$)"
)
ENDS = frozenset(".,?!…-–—")


def rescued(tree: Tree, found: list[Found], kept: list[Found], table: Weights) -> Iterator[Found]:
    """Yield a reading for each quotation left over that looks like speech.

    The surest reading that was not sure enough is taken if it says the same; otherwise a
    reporting verb beside the quotation, if it has a subject.
    """
    left = list(_left_over(tree, kept))
    wanted = {i for _, words in left for i in words}
    saying: dict[int, list[Found]] = {}
    for one in found:
        for index in wanted & one.words:
            saying.setdefault(index, []).append(one)
    for quotation, words in left:
        first, last = tree.tokens(quotation.start, quotation.end)
        near = {id(one): one for i in sorted(words) for one in saying.get(i, ())}.values()
        alike = [one for one in near if 2 * len(one.words & words) > len(one.words | words)]
        best = max(alike, key=lambda one: one.confidence, default=None)
        if best and best.confidence >= table.thresholds["rescue"]:
            yield best
        elif beside := (
            _dashed(tree, quotation, words) or _beside(tree, first, last, words, table)
        ):
            yield beside


def _left_over(tree: Tree, kept: list[Found]) -> Iterator[tuple[Quotation, frozenset[int]]]:
    """Yield the quotations that look like speech and are no content, each with its words."""
    covered: set[int] = set()
    covered.update(*(one.words for one in kept))
    for quotation in tree.outer:
        words = frozenset(tree.words(*tree.tokens(quotation.start, quotation.end)))
        is_free = len(words) >= LEAST_WORDS and covered.isdisjoint(words)
        if is_free and is_speech(tree, quotation):
            yield quotation, words


def inner(tree: Tree, kept: list[Found], table: Weights) -> Iterator[Found]:
    """Yield a reading for each quotation within a quotation beside which a verb reports it.

    `“She asked me, ‘Who are you?’”`: whoever is quoted tells what somebody said.
    """
    for quotation in tree.quotations:
        if quotation.depth != 1:
            continue
        first, last = tree.tokens(quotation.start, quotation.end)
        words = frozenset(tree.words(first, last))
        if len(words) < LEAST_WORDS or not is_speech(tree, quotation):
            continue
        beside = (one for one in kept if tree.in_quote[one.reading.cue] == tree.in_quote[first])
        said = any(2 * len(one.words & words) > len(one.words | words) for one in beside)
        if not said and (found := _beside(tree, first, last, words, table)):
            yield found


def is_speech(tree: Tree, quotation: Quotation) -> bool:
    """Whether a quotation ends like a sentence or is led in by a comma or a colon."""
    ends = tree.text[quotation.start : quotation.end].rstrip("\"”'’").rstrip()
    lead = tree.text[: quotation.start][-4:].rstrip()
    return ends[-1:] in ENDS or lead[-1:] in (",", ":")


def _dashed(tree: Tree, quotation: Quotation, words: frozenset[int]) -> Found | None:
    """Read `“…” — Jane Smith`, where the dash does what a verb would do."""
    match = DASH.match(tree.text, quotation.end)
    if match is None:
        return None
    first, last = tree.tokens(*match.span(2))
    names = [i for i in range(first, last) if tree.pos[i] == "PROPN"]
    if not names or names[0] != first:
        return None
    pieces = [tree.tokens(quotation.start, quotation.end)]
    reading = Reading(tree.tokens(*match.span(1))[0], CONFIDENCE, pieces, content_probability=1.0)
    reading.source = max(names, key=lambda i: tree.right[i] - tree.left[i])
    reading.source_path = "dash"
    return Found(reading, pieces, words, CONFIDENCE)


def _beside(
    tree: Tree, first: int, last: int, words: frozenset[int], table: Weights
) -> Found | None:
    for cue in _verbs(tree, first, last):
        reading = Reading(cue, CONFIDENCE, [(first, last)], content_probability=1.0)
        reading.paths.append("beside")
        choose_sources(tree, table, [reading])
        if reading.source is not None and "nsubj" in reading.source_path:
            return Found(reading, [(first, last)], words, CONFIDENCE)
    return None


def _is_outer(tree: Tree, first: int) -> bool:
    """Whether a quotation that begins at a token stands in no other."""
    quotation = tree.quotation(first)
    return quotation is not None and tree.tokens(quotation.start, quotation.end)[0] == first


def _verbs(tree: Tree, first: int, last: int) -> Iterator[int]:
    """Yield reporting verbs next to a quotation, nearest first, and before a colon."""
    size = len(tree)
    for step in range(1, NEAR + 1):
        for index in (first - step, last - 1 + step):
            if 0 <= index < size and _reports(tree, index, first, last):
                yield index
    before = first - 1
    while before >= 0 and tree.pos[before] == "SPACE":
        before -= 1
    if before > 0 and tree.lowers[before] == ":":
        begin, _ = tree.sentences[tree.sentence(before)]
        yield from (i for i in range(before, begin - 1, -1) if _reports(tree, i, first, last))


def _reports(tree: Tree, index: int, first: int, last: int) -> bool:
    around = -1 if tree.outer_starts and _is_outer(tree, first) else tree.in_quote[first]
    if tree.pos[index] != "VERB" or tree.in_quote[index] != around or first <= index < last:
        return False
    low, high = min(index, first), max(index + 1, last)
    between = tree.text[tree.starts[low] : tree.ends[high - 1]] if high <= len(tree) else ""
    outside = between.replace(tree.text[tree.starts[first] : tree.ends[last - 1]], "")
    return tree.lemmas[index] in lexicon("reports") and (
        "\n\n" not in outside or tree.lowers[index] == ":" or ":" in outside
    )
