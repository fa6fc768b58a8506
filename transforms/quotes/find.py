"""Find the attributions of a document: decide, tell duplicates apart, describe."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from transforms.lexicons import lexicon
from transforms.quotes import describe, spans
from transforms.quotes.acts import with_acts
from transforms.quotes.attribution import Attribution
from transforms.quotes.certain import certain
from transforms.quotes.constructed import with_constructed
from transforms.quotes.decide import Reading, readings
from transforms.quotes.floating import with_floating
from transforms.quotes.headline import with_headlines
from transforms.quotes.interjected import with_interjected
from transforms.quotes.linear import SCALE, Weights, probabilities, probability, weights
from transforms.quotes.mend import mended
from transforms.quotes.own_line import with_own_lines
from transforms.quotes.rank import Found, Pair, alone, beside, neighbours, speaks_for
from transforms.quotes.rescue import inner, rescued
from transforms.quotes.trace import unseen
from transforms.quotes.tree import Tree
from transforms.quotes.turns import with_turns
from transforms.tokens import Places, Tokens

WIDE = 50
"""How many attributions before and after may hold one."""
THINGS = frozenset({"dobj", "nsubjpass", "xcomp"})
"""How a thing that is said hangs on its cue."""
SAME = 0.5
"""Two readings that share more of their words than this are one; the surer one stays."""


def find_quotes(tokens: Tokens, table: Weights | None = None) -> list[Attribution]:
    """List who said what in a parsed document, in reading order.

    Sources are taken as the text writes them; who they are is for coreference to say. Other
    weights may stand in for the estimated ones, or the same with a trace.
    """
    tree, table = Tree(tokens), table or weights()
    return listed(tree, settled(tree, table), table)


def listed(tree: Tree, found: list[Found], table: Weights) -> list[Attribution]:
    """Choose among the readings, add the quotations without a cue, and put all in order."""
    saw = table.trace.saw if table.trace else unseen
    sure = saw(kept, kept(found, table))
    sure += rescued(tree, found, sure, table)
    sure = saw(rescued, sure)
    sure += certain(tree, sure)
    sure = saw(certain, sure)
    for add in (with_constructed, with_interjected, with_own_lines, with_acts):
        sure = saw(add, add(tree, sure))
    sure += inner(tree, sure, table)
    sure = saw(mended, mended(tree, saw(inner, sure)))
    every = saw(describe.attribution, [describe.attribution(tree, one) for one in sure])
    every = saw(with_floating, with_floating(tree, every))
    every = saw(with_headlines, with_headlines(tree, every))
    every = saw(with_turns, with_turns(tree.text, every))
    return with_parents(sorted(every, key=lambda one: (one.content[0], one.cue)))


def settled(tree: Tree, table: Weights) -> list[Found]:
    """Read every cue and settle what its content is."""
    out = []
    for reading in readings(tree, table, table.thresholds["cue"]):
        pieces = spans.content_ranges(tree, reading)
        words = frozenset(spans.words(tree, pieces))
        if words and not _is_named(tree, reading):
            out.append(Found(reading, pieces, words))
    judge(tree, table, out)
    return out


def _is_named(tree: Tree, reading: Reading) -> bool:
    """Whether something only has a name, which nobody gives: `is called “fracking”`."""
    return (
        reading.source is None
        and tree.lemmas[reading.cue] in lexicon("names")
        and tree.tags[reading.cue] == "VBN"
    )


def judge(tree: Tree, table: Weights, found: list[Found]) -> None:
    """Set how sure each reading is, seen beside those near it."""
    if not found:
        return
    by_itself, near = alone(tree, found), neighbours(found)
    among = beside(tree, near)
    own = table.sums([by_itself], len(found))
    sums = own + table.sums([among], len(found))
    if table.trace:
        table.trace.weigh("quote", found, [by_itself, among], probabilities(sums))
    for one, value in zip(found, sums.tolist(), strict=True):
        one.confidence = one.alone = probability(value / SCALE)
    _judge_within(tree, table, own, near)
    for one in found:
        one.limit = table.thresholds["quote"]
        if speaks_for(tree, one.reading):
            one.confidence = max(one.confidence, table.thresholds["saying"])
        elif _is_thing(tree, one):
            reports = tree.lemmas[one.reading.cue] in lexicon("reports")
            one.limit = table.thresholds["thing" if reports else "deed"]


def _is_thing(tree: Tree, one: Found) -> bool:
    """Whether what is said is a thing or a deed, in nobody's own words: `announced a tax`.

    Annotators differ most about these, so they have to be surer than a clause or a quotation;
    but `was criticised by farmers` is plain.
    """
    paths = one.reading.paths
    if "agent" in one.reading.source_path:
        return False
    return all(path.split(" ")[0].rstrip("?=") in THINGS for path in paths) and not any(
        tree.in_quote[index] >= 0 for index in one.words
    )


def _judge_within(tree: Tree, table: Weights, own: Places, near: list[Pair]) -> None:
    """Set how sure each reading is apart from those in whose content its cue stands."""
    some, places = [], []
    for place, (one, others) in enumerate(near):
        apart = [other for other in others if other is one or one.reading.cue not in other.words]
        if len(apart) < len(others):
            some.append((one, apart))
            places.append(place)
    if some:
        sums = own[places] + table.sums([beside(tree, some)], len(some))
        for (one, _), value in zip(some, sums.tolist(), strict=True):
            one.alone = probability(value / SCALE)


def kept(found: list[Found], table: Weights) -> list[Found]:
    """Keep the sure ones, and of those that say the same the surest; in reading order.

    One that is said within another has to be sure apart from it.
    """
    out: list[Found] = []
    claims: dict[int, list[Found]] = {}
    for one in sorted(found, key=lambda f: (-f.confidence, f.reading.cue)):
        rivals = {id(o): o for i in claims.keys() & one.words for o in claims[i]}.values()
        if _is_sure(one, rivals, table) and not any(_clash(one, other) for other in rivals):
            out.append(one)
            for index in one.words:
                claims.setdefault(index, []).append(one)
    return sorted(out, key=lambda f: (min(f.words), f.reading.cue))


def _is_sure(one: Found, rivals: Iterable[Found], table: Weights) -> bool:
    if one.confidence >= one.limit:
        return True
    is_nested = any(one.reading.cue in other.words for other in rivals)
    return is_nested and one.alone >= table.thresholds["nested"]


def _clash(one: Found, other: Found) -> bool:
    shared = len(one.words & other.words)
    return shared > SAME * len(one.words | other.words)


def with_parents(found: list[Attribution]) -> list[Attribution]:
    """Note for each attribution the smallest one in whose content its cue and content lie."""
    out = []
    for number, one in enumerate(found):
        begin = min(start for start, _ in one.content + one.cue)
        end = max(stop for _, stop in one.content + one.cue)
        low = max(0, number - WIDE)
        around = [
            (stop - start, low + place)
            for place, other in enumerate(found[low : number + WIDE])
            for start, stop in other.content
            if start <= begin and end <= stop and other is not one
        ]
        out.append(replace(one, parent=min(around)[1]) if around else one)
    return out
