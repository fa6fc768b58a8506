"""Tell what is known of units as contents of their cues."""

from __future__ import annotations

from collections.abc import Iterator

import numpy

from transforms.quotes.contents import Units
from transforms.quotes.divide import Division
from transforms.quotes.features import NUMBERS, Features, Templates, counts
from transforms.quotes.tree import Tree, spread
from transforms.tokens import Column, Places

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
    """,
)
SIBLING = Templates("unit's sibling", "sibling path")
CHILD = Templates("unit's child", "child_dep path")


class Siblings:
    """The kinds of units below each cue, each once."""

    def __init__(self, tree: Tree, units: Units, cues: int) -> None:
        below = units.level == 0
        pairs = zip(
            units.row[below].tolist(), tree.columns["dep"][units.head[below]].tolist(), strict=True
        )
        row, kind = numpy.array(list(dict.fromkeys(pairs)), dtype="uint64").reshape(-1, 2).T
        self._kind = kind
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
    begin, end, head, cue = units.begin, units.end, units.head, cues[units.row]
    path = NUMBERS.of(units.paths)
    last = NUMBERS.of([one.rsplit(" ", 1)[-1] for one in units.paths])
    lower, entity = tree.columns["lower"], tree.columns["entity"][head]
    is_after = begin > cue
    beside = numpy.where(is_after, begin - 1, numpy.minimum(end, len(tree) - 1))
    quoted = tree.quoted_before[end] - tree.quoted_before[begin]
    columns = {
        "path": path,
        "last": last,
        "lemma": tree.columns["lemma"][cue],
        "pos": tree.columns["pos"][cue],
        "tag": tree.columns["tag"][cue],
        "kind": tree.kind[cue],
        "cue_quoted": counts(tree.quote_of[cue] >= 0),
        "head_lemma": tree.columns["lemma"][head],
        "head_kind": tree.kind[head],
        "head_type": numpy.where(entity == 0, tree.columns["tag"][head], entity),
        "first": lower[begin],
        "gap": tree.gaps[beside],
        "after": counts(is_after),
        "size": counts(numpy.frexp(end - begin)[1]),
        "share": counts(numpy.rint(3 * quoted / numpy.maximum(1, end - begin)).astype("int64")),
        "depth": counts(units.depth),
        "level": counts(units.level),
    }
    yield Features(UNIT, columns)
    kind, owner = siblings.of(units)
    yield Features(SIBLING, {"path": path[owner], "sibling": kind}, owner)
    child, owner = division.child, division.owner
    yield Features(CHILD, {"path": path[owner], "child_dep": tree.columns["dep"][child]}, owner)
