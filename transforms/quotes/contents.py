"""Cut what stands around cues into units that are content or not, after the parse."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy

from transforms.quotes.marks import Quotation
from transforms.quotes.tree import Tree
from transforms.tokens import Places

Range = tuple[int, int]
LEVELS = 3
"""How far up the tree content is looked for: `"…", she said` hangs below what she said."""
DEEPEST = 3
"""How often a unit is divided further."""
OUTSIDE = -1
"""The level of a quotation outside the sentence; 0 is below the cue, 1 and more above it."""
NOT_WORDS = frozenset({"PUNCT", "SPACE", "SYM"})
WITH_WORD = frozenset({"prep", "agent", "prt", "mark"})
"""What is told apart by its word: `prep:about`."""


class Place(NamedTuple):
    """Where a candidate for a content stands: its cue, its range of tokens, its way from there."""

    cue: int
    begin: int
    end: int
    path: str


@dataclass(frozen=True, slots=True)
class Units:
    """Candidate parts of contents: ranges of tokens, their heads and their ways from the cues."""

    row: Places
    """The place of the cue among all."""
    begin: Places
    end: Places
    head: Places
    depth: Places
    level: Places
    paths: list[str]

    def __len__(self) -> int:
        return len(self.paths)

    def places(self, cues: Places) -> list[Place]:
        """Tell of which cue each is a candidate, where it stands and how it hangs on it."""
        cue, begin, end = (column.tolist() for column in (cues[self.row], self.begin, self.end))
        return [*map(Place, cue, begin, end, self.paths)]

    def some(self, places: Places) -> Units:
        """Choose some, in the order given."""
        return Units(
            self.row[places],
            self.begin[places],
            self.end[places],
            self.head[places],
            self.depth[places],
            self.level[places],
            [self.paths[place] for place in places.tolist()],
        )


def joined(parts: list[Units]) -> Units:
    """Put units together, in the order given."""
    return Units(
        numpy.concatenate([one.row for one in parts]),
        numpy.concatenate([one.begin for one in parts]),
        numpy.concatenate([one.end for one in parts]),
        numpy.concatenate([one.head for one in parts]),
        numpy.concatenate([one.depth for one in parts]),
        numpy.concatenate([one.level for one in parts]),
        [path for one in parts for path in one.paths],
    )


def units(tree: Tree, cues: Places) -> Units:
    """Give the units around cues, for each apart: below it, above it, and quotations."""
    return joined([_below(tree, cues), *_above(tree, cues), _quotations(tree, cues)])


def _below(tree: Tree, cues: Places) -> Units:
    child, row = tree.children_of(cues)
    stands = ~tree.is_idle[child]
    child, row = child[stands], row[stands]
    nought = numpy.zeros(len(row), dtype="int64")
    paths = [step(tree, one) for one in child.tolist()]
    return Units(row, tree.left_of[child], tree.right_of[child] + 1, child, nought, nought, paths)


def _above(tree: Tree, cues: Places) -> Iterator[Units]:
    """Yield what stands before and behind the cue's clause in those around it."""
    row, below = numpy.arange(len(cues)), cues
    for level in range(1, LEVELS + 1):
        above = tree.head[below]
        hangs = above != below
        row, below, above = row[hangs], below[hangs], above[hangs]
        way = "^" if level == 1 else f"^{level}^"
        left = tree.left_of[above], numpy.minimum(tree.left_of[below], tree.left_of[cues[row]])
        right = tree.right_of[below] + 1, tree.right_of[above] + 1
        for (begin, end), side in ((left, "<"), (right, ">")):
            there = numpy.flatnonzero(begin < end)
            paths = [f"{way}{tree.deps[one]}{side}" for one in below[there].tolist()]
            depth = numpy.zeros(len(there), dtype="int64")
            yield Units(
                row[there], begin[there], end[there], above[there], depth, depth + level, paths
            )
        below = above


def _quotations(tree: Tree, cues: Places) -> Units:
    """Give the quotations next to the cues' sentences."""
    sentences = tree.sentence_of[cues].tolist() if tree.outer else []
    found = {sentence: list(_next_to(tree, sentence)) for sentence in dict.fromkeys(sentences)}
    each = [(row, *one) for row, sentence in enumerate(sentences) for one in found[sentence]]
    row, begin, end = numpy.array([one[:3] for one in each], dtype="int64").reshape(-1, 3).T
    depth = numpy.full(len(each), DEEPEST)
    outside = numpy.full(len(each), OUTSIDE)
    return Units(row, begin, end, begin, depth, outside, [one[3] for one in each])


def _next_to(tree: Tree, sentence: int) -> Iterator[tuple[int, int, str]]:
    """Yield the quotations next to a sentence, in its paragraph or after its colon."""
    begin, end = tree.sentences[sentence]
    start, stop = tree.starts[begin], tree.ends[end - 1]
    at = bisect_left(tree.outer_starts, start)
    if at and tree.outer[at - 1].end <= start:
        gap = tree.text[tree.outer[at - 1].end : start]
        if not gap.strip(" ,\n") and "\n\n" not in gap:
            yield (*_tokens(tree, tree.outer[at - 1]), "prev")
    last = tree.starts[end - 1]
    at = bisect_left(tree.outer_starts, min(last, stop))
    if at < len(tree.outer) and not tree.text[stop : tree.outer[at].start].strip():
        is_far = "\n\n" in tree.text[last : tree.outer[at].start]
        first, behind = _tokens(tree, tree.outer[at])
        if first < behind:
            yield first, behind, "next¶" if is_far else "next"


def _tokens(tree: Tree, quotation: Quotation) -> Range:
    return tree.tokens(quotation.start, quotation.end)


def step(tree: Tree, index: int) -> str:
    """Name the way from a head to a word below it."""
    dep = tree.deps[index]
    return f"{dep}:{tree.lowers[index]}" if dep in WITH_WORD else dep
