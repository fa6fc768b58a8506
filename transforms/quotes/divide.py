"""Divide units: the head with what precedes it, and each thing that follows it."""

from __future__ import annotations

import numpy

from transforms.quotes.contents import DEEPEST, Units, joined, step
from transforms.quotes.tree import Tree
from transforms.tokens import Flags


class Division:
    """What units would fall into.

    A unit above the cue is divided into its head's children and the head; every other one into
    its head with what precedes it, and the children that follow.
    """

    def __init__(self, tree: Tree, units: Units) -> None:
        self._tree, self._units = tree, units
        self.child, self.owner = tree.children_of(units.head)
        """The children of the units' heads, and beside each the place of its unit."""
        self._is_open = (units.level > 0) & (units.depth == 0)
        left, right, owner = tree.left_of[self.child], tree.right_of[self.child], self.owner
        inside = (units.begin[owner] <= left) & (right < units.end[owner])
        behind = self.child > units.head[owner]
        self._falls = numpy.where(self._is_open[owner], inside, behind) & ~tree.is_idle[self.child]
        has_parts = numpy.bincount(owner[self._falls], minlength=len(units)) > 0
        self._has_head = (units.begin <= units.head) & (units.head < units.end)
        may = (units.depth < DEEPEST) & (units.level >= 0)
        self.is_possible: Flags = may & (has_parts | (self._is_open & self._has_head))

    def parts(self, of: Flags) -> Units:
        """Give the parts of some of the units, which have to be divisible."""
        units, tree, is_open = self._units, self._tree, self._is_open
        edges = numpy.flatnonzero(self._falls & of[self.owner])
        child, owner = self.child[edges], self.owner[edges]
        heads = numpy.flatnonzero(of & (~is_open | self._has_head))
        gaps = numpy.where(is_open[owner], "", " ").tolist()
        named = zip(owner.tolist(), gaps, child.tolist(), strict=True)
        lower = Units(
            units.row[owner],
            tree.left_of[child],
            tree.right_of[child] + 1,
            child,
            units.depth[owner] + 1,
            units.level[owner],
            [f"{units.paths[unit]}{gap}{step(tree, one)}" for unit, gap, one in named],
        )
        upper = Units(
            units.row[heads],
            numpy.where(is_open[heads], units.head[heads], units.begin[heads]),
            units.head[heads] + 1,
            units.head[heads],
            numpy.full(len(heads), DEEPEST),
            units.level[heads],
            [f"{units.paths[unit]}=" for unit in heads.tolist()],
        )
        order = numpy.concatenate((2 * owner + ~is_open[owner], 2 * heads + is_open[heads]))
        return joined([lower, upper]).some(numpy.argsort(order, kind="stable"))
