"""Describe a reading as an attribution: its kinds, whether it is denied, its time."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice, takewhile

from transforms.lexicons import function_words, lexicon
from transforms.quotes import spans
from transforms.quotes.attribution import Attribution, Span
from transforms.quotes.contents import Range
from transforms.quotes.decide import Reading
from transforms.quotes.denial import is_denied
from transforms.quotes.rank import Found
from transforms.quotes.tree import Tree
from transforms.tables import QuoteType

OPEN = frozenset(function_words("open preposition"))
DATED = frozenset({"DATE", "TIME"})


def attribution(tree: Tree, found: Found) -> Attribution:
    """Give a reading the form in which others take it."""
    reading, pieces = found.reading, found.pieces
    cue = spans.cue_tokens(tree, reading)
    source = spans.source_range(tree, reading)
    lemma = tree.lemmas[reading.cue].lower()
    return Attribution(
        content=spans.characters(tree, pieces),
        cue=spans.characters(tree, spans.ranges(cue)),
        source=spans.characters(tree, [source]),
        quote_type=quote_type(tree, pieces, reading.cue),
        attribution_kind="thought" if lemma in lexicon("thinks") else "speech",
        is_negated=is_denied(tree, reading),
        parent=None,
        cue_lemma=lemma,
        is_carried=False,
        carried_from=None,
        said_at_text=said_at(tree, reading, pieces),
        confidence=round(max(found.confidence, found.alone), 3),
    )


def quote_type(tree: Tree, pieces: list[Range], cue: int) -> QuoteType:
    """Say whether quotation marks stand around all of a content, a part of it, or nowhere.

    Marks that stand around the cue as well do not count: what somebody quoted reports of others
    is a quotation only in marks of its own.
    """
    places = [i for begin, end in pieces for i in range(begin, end)]
    around = tree.in_quote[cue]
    if around >= 0:
        inner = _inner(tree, around)
        quoted = [tree.in_quote[i] >= 0 and (tree.in_quote[i] != around or i in inner)
                  for i in places]  # fmt: skip
    else:
        quoted = [tree.in_quote[i] >= 0 for i in places]
    if all(quoted) or (quoted[0] and quoted[-1]):
        return "direct"
    return "mixed" if any(quoted) else "indirect"


def _inner(tree: Tree, number: int) -> set[int]:
    """List the tokens that stand in quotations within a quotation."""
    outer = tree.outer[number]
    first = bisect_left(tree.quotations, outer.start, key=lambda one: one.start)
    inside = takewhile(lambda one: one.start < outer.end, islice(tree.quotations, first, None))
    spans = (tree.tokens(one.start, one.end) for one in inside if one.depth)
    return {i for begin, end in spans for i in range(begin, end)}


def said_at(tree: Tree, reading: Reading, pieces: list[Range]) -> Span | None:
    """Find the words that tell when it was said: a date near the cue, outside the content."""
    begin, end = tree.sentences[tree.sentence(reading.cue)]
    if DATED.isdisjoint(tree.entities[begin:end]):
        return None
    inside = {i for first, last in pieces for i in range(first, last)}
    dated = [i for i in range(begin, end) if tree.entities[i] in DATED and i not in inside]
    dated.sort(key=lambda i: (tree.entities[i], i))
    near = [i for i in dated if _hangs_on(tree, i, reading.cue)]
    if not near:
        return None
    first = last = near[0]
    while last + 1 < end and tree.entities[last + 1] in DATED and last + 1 not in inside:
        last += 1
    while first > begin and tree.entities[first - 1] in DATED and first - 1 not in inside:
        first -= 1
    return tree.starts[first], tree.ends[last]


def _hangs_on(tree: Tree, index: int, cue: int) -> bool:
    """Whether a token modifies the cue itself, directly or through a preposition such as `on`.

    What somebody calls for `until 2028` or `by Friday` was not said then.
    """
    node = index
    for _ in range(4):
        if tree.lowers[node] in OPEN:
            return False
        if tree.heads[node] == cue:
            return tree.deps[node] in ("npadvmod", "prep", "advmod", "tmod", "dep")
        node = tree.heads[node]
    return False
