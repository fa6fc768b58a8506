"""Shape the trees of a parse: long sentences cut, children listed, subtrees as ranges."""

from __future__ import annotations

import numpy

from transforms.tokens import Places

LONGEST = 400
"""Tokens of a sentence: a longer one is cut, for the time grows with the square of its length."""


def cut(head: Places, first: Places) -> tuple[Places, Places]:
    """Cut sentences longer than any that people write, so that a page of names costs no hour."""
    lengths = numpy.diff(first, append=len(head))
    if not (lengths > LONGEST).any():
        return head, first
    more = [
        begin + step
        for begin, length in zip(first.tolist(), lengths.tolist(), strict=True)
        for step in range(0, length, LONGEST)
    ]
    piece = numpy.searchsorted(more, numpy.arange(len(head)), side="right")
    whole = piece[head] == piece
    return numpy.where(whole, head, numpy.arange(len(head))), numpy.array(more)


def by_head(head: Places, place: Places) -> tuple[Places, Places]:
    """Sort tokens by their heads; tell where the children of each begin, and where all end."""
    hung = numpy.flatnonzero(head != place)
    sorted_by_head = hung[numpy.argsort(head[hung], kind="stable")]
    sizes = numpy.bincount(head[hung], minlength=len(place))
    return sorted_by_head, numpy.concatenate(([0], numpy.cumsum(sizes)))


def edges(head: Places, place: Places) -> tuple[Places, Places]:
    """Find the first and last token below each token.

    Each token hands what it knows to one above it: its head at first, then twice as far each time.
    """
    left, right, above = place.copy(), place.copy(), head
    while True:
        numpy.minimum.at(left, above, left.copy())
        numpy.maximum.at(right, above, right.copy())
        higher = above[above]
        if numpy.array_equal(higher, above):
            return left, right
        above = higher


def spread(starts: Places, sizes: Places) -> tuple[Places, Places]:
    """List all places of some ranges, and beside each the number of its range."""
    owner = numpy.repeat(numpy.arange(len(sizes)), sizes)
    before = numpy.cumsum(sizes) - sizes
    return numpy.arange(len(owner)) + (starts - before)[owner], owner
