"""Score the names found against annotated ones: which words, which type, which thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.evaluation import clusters
from onrecord.evaluation.clusters import Linked
from onrecord.evaluation.figures import Figure, f1
from onrecord.evaluation.records import Answer, Article, FoundName, Mention
from onrecord.evaluation.words import Grid, Place, folded, pairs

TYPES = {
    "PERSON": "PERSON",
    "PER": "PERSON",
    "ORG": "ORG",
    "ORGANIZATION": "ORG",
    "ORGANISATION": "ORG",
    "GPE": "PLACE",
    "LOC": "PLACE",
    "LOCATION": "PLACE",
    "FAC": "PLACE",
    "FACILITY": "PLACE",
    "PLACE": "PLACE",
}
"""What annotators and pipelines call the three types; names of other types are not scored."""
ANY = "ANY"
KINDS = (*dict.fromkeys(TYPES.values()), ANY)
ARTICLES = frozenset(("the", "a", "an"))
PRONOUNS = frozenset(Path(__file__).with_name("pronouns.txt").read_text("utf-8").split())
FOUND = 0.5
"""Least overlap of a name found with an annotated one for their things to be compared."""


@dataclass(frozen=True, slots=True)
class Item:
    """A name as words, with its type: annotated or found."""

    place: Place
    kind: str


@dataclass(frozen=True, slots=True)
class Judged:
    """An article and the names found in it, put side by side."""

    article: Article
    answer: Answer | None
    gold: list[Mention]
    found: list[FoundName]
    gold_items: list[Item]
    found_items: list[Item]
    linked: list[Linked]
    """The annotated names found, with the thing that each side means."""
    lost: int
    """Names none of whose words is in the warehouse's text."""


def judge(article: Article, answer: Answer | None, least: float = 0.0) -> Judged:
    """Pair the names of an article with those found, leaving out unsure ones.

    Only the outermost of nested names are compared, and no pronouns.
    """
    annotated = Grid(article.text)
    grid = Grid(article.text, answer.text) if answer else annotated
    gold = _annotated(article, annotated)
    names = [name for name in (answer.names if answer else ()) if name.confidence >= least]
    found = _found(names, annotated, grid)
    gold_items, found_items = [item for _, item in gold], [item for _, item in found]
    places = [item.place for item in gold_items], [item.place for item in found_items]
    met = [(at, to) for at, to, overlap in pairs(*places) if overlap >= FOUND]
    return Judged(
        article,
        answer,
        [mention for mention, _ in gold],
        [name for name, _ in found],
        gold_items,
        found_items,
        [_linked(article.doc_id, gold[at][0], found[to][0], to) for at, to in met],
        sum(grid.lacks(item.place) for item in gold_items),
    )


def figures(judged: Sequence[Judged]) -> list[Figure]:
    """Give every number for some articles, where there is anything to count."""
    linked = [link for one in judged for link in one.linked]
    every = [
        (one.article.doc_id, mention.page or mention.cluster, mention.page)
        for one in judged
        for mention in one.gold
    ]
    numbers = [
        *(_strict(kind, judged) for kind in KINDS),
        *clusters.within_documents(linked, [(doc_id, thing) for doc_id, thing, _ in every]),
        *clusters.across_documents(linked, [(doc_id, page) for doc_id, _, page in every if page]),
    ]
    return [figure for figure in numbers if figure.gold or figure.found]


def kind_of(label: str | None) -> str | None:
    """Give PERSON, ORG or PLACE, or None for what is not scored.

    >>> kind_of("organization"), kind_of("GPE"), kind_of("DATE")
    ('ORG', 'PLACE', None)
    """
    return TYPES.get((label or "").upper())


def _annotated(article: Article, grid: Grid) -> list[tuple[Mention, Item]]:
    words = [folded(word) for word in grid.words]
    names = [(one, _trimmed(grid.place([one.span]), words)) for one in article.mentions]
    names = [(one, place) for one, place in names if one.is_name]
    places = [place for _, place in names]
    kept: dict[Place, tuple[Mention, Item]] = {}
    for one, place in names:
        kind = kind_of(one.type)
        if kind and place and not any(place < other for other in places):
            kept.setdefault(place, (one, Item(place, kind)))
    return list(kept.values())


def _found(names: list[FoundName], annotated: Grid, grid: Grid) -> list[tuple[FoundName, Item]]:
    written = annotated.words
    words = [folded(word) for word in written]
    kept: dict[Place, tuple[FoundName, Item]] = {}
    for name in names:
        kind = kind_of(name.label)
        if kind:
            place = _trimmed(grid.place([name.span]), words)
            if place and not all(_is_pronoun(at, written) for at in place):
                kept.setdefault(place, (name, Item(place, kind)))
    return list(kept.values())


def _trimmed(place: Place, words: list[str]) -> Place:
    """Leave out articles at the beginning and a possessive s at the end."""
    kept = sorted(place)
    while len(kept) > 1 and kept[0] >= 0 and words[kept[0]] in ARTICLES:
        kept.pop(0)
    while len(kept) > 1 and kept[-1] >= 0 and words[kept[-1]] == "s":
        kept.pop()
    return frozenset(kept)


def _is_pronoun(at: int, words: list[str]) -> bool:
    """Tell `us` from `US`."""
    word = words[at] if at >= 0 else ""
    return word.lower() in PRONOUNS and (word == "I" or not word.isupper())


def _linked(doc_id: str, gold: Mention, found: FoundName, number: int) -> Linked:
    """Say which thing each side means; a mention without an entity stands for itself."""
    means = ("entity", found.entity_id) if found.entity_id else ("alone", doc_id, number)
    return Linked(doc_id, gold.page or gold.cluster, gold.page, means)


def _strict(kind: str, judged: Sequence[Judged]) -> Figure:
    """Count names of the same words and, unless any will do, of the same type."""
    right = gold = found = 0
    for one in judged:
        wanted = {item.place for item in one.gold_items if kind in (item.kind, ANY)}
        given = {item.place for item in one.found_items if kind in (item.kind, ANY)}
        right += len(wanted & given)
        gold += len(wanted)
        found += len(given)
    return f1(f"{kind} strict", right, gold, found)
