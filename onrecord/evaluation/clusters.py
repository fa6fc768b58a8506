"""Score whether mentions of one thing are taken for one, within a document and across."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from onrecord.evaluation.figures import Figure, f1, f1_of, share


class Linked(NamedTuple):
    """An annotated name that was found, and the thing that each side means by it."""

    doc_id: str
    thing: str | None
    """The annotators' cluster, or their page; None where they did not say."""
    page: str | None
    means: Hashable


def within_documents(
    linked: Sequence[Linked], gold: Sequence[tuple[str, str | None]]
) -> list[Figure]:
    """Compare the clusters of each document; nothing where the annotators made none.

    `gold` has the document and the thing of every annotated name, found or not. A name of which
    nobody said what it means is a cluster of its own.
    """
    if not any(thing for _, thing in gold):
        return []
    rows = [
        ((one.doc_id, one.thing or f"name {number}"), (one.doc_id, one.means))
        for number, one in enumerate(linked)
    ]
    both = _pairs(Counter(rows).values())
    same = _pairs(Counter(means for _, means in rows).values())
    true = _pairs(Counter(name for name in gold if name[1]).values())
    return [_b_cubed(rows), f1("clustering pairwise", both, true, same)]


def across_documents(linked: Sequence[Linked], gold: Sequence[tuple[str, str]]) -> list[Figure]:
    """Compare pairs of mentions in different documents: the same page against the same entity.

    `gold` has the document and the page of every annotated name that has one. Nothing where no
    page is named in two documents.
    """
    pages = defaultdict[Hashable, Counter[str]](Counter)
    for doc_id, page in gold:
        pages[page][doc_id] += 1
    together = _pairs(len(documents) for documents in pages.values())
    if not together:
        return []
    same = defaultdict[Hashable, Counter[str]](Counter)
    both = defaultdict[tuple[str, Hashable], Counter[str]](Counter)
    for one in linked:
        if one.page:
            same[one.means][one.doc_id] += 1
            both[one.page, one.means][one.doc_id] += 1
    joined = {
        (page, *couple)
        for (page, _), documents in both.items()
        for couple in combinations(sorted(documents), 2)
    }
    right = _crossing(both.values())
    found, true = _crossing(same.values()), _crossing(pages.values())
    return [
        f1("across documents pairwise", right, true, found),
        share("across documents, document pairs joined", len(joined), together),
    ]


def _b_cubed(rows: Iterable[tuple[Hashable, Hashable]]) -> Figure:
    """Ask of each mention how much of its cluster is right, and of the true one is there."""
    counts = Counter(rows)
    true, given = Counter[Hashable](), Counter[Hashable]()
    for (thing, means), number in counts.items():
        true[thing] += number
        given[means] += number
    size = max(1, counts.total())
    pure = sum(number**2 / given[means] for (_, means), number in counts.items())
    whole = sum(number**2 / true[thing] for (thing, _), number in counts.items())
    total = counts.total()
    return f1_of("clustering b-cubed", 100 * pure / size, 100 * whole / size, total, total)


def _pairs(sizes: Iterable[int]) -> int:
    """Count the pairs within groups of some sizes.

    >>> _pairs([3, 1, 2])
    4
    """
    return sum(size * (size - 1) // 2 for size in sizes)


def _crossing(groups: Iterable[Counter[str]]) -> int:
    """Count the pairs of mentions of one thing that stand in different documents."""
    return sum(_pairs([group.total()]) - _pairs(group.values()) for group in groups)
