"""Tell what is known of units as contents of their cues."""

from __future__ import annotations

from collections.abc import Iterator

import numpy

from transforms.quotes.contents import Units
from transforms.quotes.divide import Division
from transforms.quotes.features import NUMBERS, Features, Templates, counts
from transforms.quotes.shape import spread
from transforms.quotes.tree import Tree
from transforms.tokens import Column, Flags, Places

UNIT = Templates(
    "unit",
    """
    bias
    path
    path lemma pos
    path tag
    path kind head_kind
    path size
    path share
    path first
    path head_type
    last pos depth level
    last lemma
    last first
    last head_lemma
    last share cue_quoted
    first
    head_lemma
    head_type
    gap path
    gap after
    size
    share
    after pos
    last_dep next_dep next_gap
    last_dep next
    last_dep end
    last first_tag
    last head_tag kind
    last distance after
    last_dep outside share
    level outside share kind
    last lemma share is_outside
    path clause open_clause object
    path clause is_quoted kind
    last above_lemma
    last above_tag head_lemma
    last size sentence_size
    """,
)
SIBLING = Templates("unit's sibling", "sibling path")
CHILD = Templates("unit's child", "child_dep path")
OBJECT = Templates(
    "unit's object",
    """
    last object_type
    last object_lemma
    path object_type kind
    """,
)
BESIDE = ("ccomp", "xcomp", "dobj")
"""Which units tell by being there that others are content or not."""
FARTHEST = 6
"""Words between a cue and a unit beyond which no difference is made."""
MOST_QUOTED = 4
"""Pairs of quoted words outside a unit beyond which no difference is made."""


class Siblings:
    """The kinds of units below each cue, each once."""

    def __init__(self, tree: Tree, units: Units, cues: int) -> None:
        below = units.level == 0
        pairs = zip(
            units.row[below].tolist(), tree.columns["dep"][units.head[below]].tolist(), strict=True
        )
        row, kind = numpy.array(list(dict.fromkeys(pairs)), dtype="uint64").reshape(-1, 2).T
        self._kind = kind
        self.has = {name: _rows_with(name, row, kind, cues) for name in BESIDE}
        """For some kinds, whether each cue has a unit of that kind below it."""
        self._sizes = numpy.bincount(row.astype("int64"), minlength=cues)
        self._starts = numpy.cumsum(self._sizes) - self._sizes

    def of(self, units: Units) -> tuple[Column, Places]:
        """List the kinds of units below their cues, and beside each the place of its unit."""
        places, owner = spread(self._starts[units.row], self._sizes[units.row])
        return self._kind[places], owner


def features(
    tree: Tree, cues: Places, units: Units, division: Division, siblings: Siblings
) -> Iterator[Features]:
    """Yield what is known of units as contents of their cues."""
    cue = cues[units.row]
    known = _inside(tree, cue, units) | _around(tree, cue, units, siblings)
    yield Features(UNIT, known)
    kind, owner = siblings.of(units)
    path = known["path"][owner]
    yield Features(SIBLING, {"path": path, "sibling": kind}, owner)
    child, owner = division.child, division.owner
    path = known["path"][owner]
    yield Features(CHILD, {"path": path, "child_dep": tree.columns["dep"][child]}, owner)
    places = numpy.flatnonzero(tree.columns["dep"][child] == NUMBERS["pobj"])
    child, owner = child[places], owner[places]
    columns = {name: known[name][owner] for name in ("path", "last", "kind")}
    columns |= {"object_type": _type(tree, child), "object_lemma": tree.columns["lemma"][child]}
    yield Features(OBJECT, columns, owner)


def _rows_with(name: str, row: Column, kind: Column, cues: int) -> Flags:
    flags = numpy.zeros(cues, dtype=bool)
    flags[row[kind == NUMBERS[name]].astype("int64")] = True
    return flags


def _type(tree: Tree, tokens: Places) -> Column:
    entity = tree.columns["entity"][tokens]
    return numpy.where(entity == 0, tree.columns["tag"][tokens], entity)


def _inside(tree: Tree, cue: Places, units: Units) -> dict[str, Column]:
    """Tell what units are made of, and what their cues are."""
    begin, end, head = units.begin, units.end, units.head
    steps = [one.rsplit(" ", 1)[-1] for one in units.paths]
    quoted = tree.quoted_before[end] - tree.quoted_before[begin]
    return {
        "path": NUMBERS.of(units.paths),
        "last": NUMBERS.of(steps),
        "last_dep": NUMBERS.of([one.split(":")[0] for one in steps]),
        "lemma": tree.columns["lemma"][cue],
        "pos": tree.columns["pos"][cue],
        "tag": tree.columns["tag"][cue],
        "kind": tree.kind[cue],
        "cue_quoted": counts(tree.quote_of[cue] >= 0),
        "head_lemma": tree.columns["lemma"][head],
        "head_kind": tree.kind[head],
        "head_type": _type(tree, head),
        "head_tag": tree.columns["tag"][head],
        "above_lemma": tree.columns["lemma"][tree.head[head]],
        "above_tag": tree.columns["tag"][tree.head[head]],
        "first": tree.columns["lower"][begin],
        "first_tag": tree.columns["tag"][begin],
        "end": tree.columns["lower"][end - 1],
        "size": counts(numpy.frexp(end - begin)[1]),
        "share": counts(numpy.rint(3 * quoted / numpy.maximum(1, end - begin)).astype("int64")),
        "depth": counts(units.depth),
        "level": counts(units.level),
    }


def _around(tree: Tree, cue: Places, units: Units, siblings: Siblings) -> dict[str, Column]:
    """Tell where units stand: how far from their cues, before which words, beside which others."""
    begin, end, row = units.begin, units.end, units.row
    is_after = begin > cue
    size, sentence = len(tree), tree.sentence_of[cue]
    beside = numpy.where(is_after, begin - 1, numpy.minimum(end, size - 1))
    behind = tree.next_word[end]
    is_last = behind >= tree.begins[sentence + 1]
    behind = numpy.minimum(behind, size - 1)
    first, last = tree.begins[sentence], tree.begins[sentence + 1]
    quoted = tree.quoted_before[last] - tree.quoted_before[first]
    outside = quoted - (tree.quoted_before[end] - tree.quoted_before[begin])
    distance = numpy.where(is_after, begin - cue, cue - end + 1)
    return {
        "gap": tree.gaps[beside],
        "after": counts(is_after),
        "next": numpy.where(is_last, 0, tree.columns["lower"][behind]),
        "next_dep": numpy.where(is_last, 0, tree.columns["dep"][behind]),
        "next_gap": tree.gaps[numpy.minimum(end, size - 1)],
        "distance": counts(numpy.clip(distance, -1, FARTHEST)),
        "outside": counts(numpy.clip(outside, -1, 2 * MOST_QUOTED) // 2),
        "is_outside": counts(outside > 0),
        "is_quoted": counts(quoted > 0),
        "clause": counts(siblings.has["ccomp"][row]),
        "open_clause": counts(siblings.has["xcomp"][row]),
        "object": counts(siblings.has["dobj"][row]),
        "sentence_size": counts(numpy.frexp(last - first)[1]),
    }
