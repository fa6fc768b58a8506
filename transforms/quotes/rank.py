"""Judge a reading as a whole, once content and source are chosen: did somebody say it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy

from transforms.lexicons import lexicon
from transforms.quotes.contents import Range
from transforms.quotes.cues import kind_of, suffixes
from transforms.quotes.decide import Reading
from transforms.quotes.features import NOTHING, NUMBERS, Features, Templates, counts
from transforms.quotes.linear import Scores
from transforms.quotes.tree import Tree
from transforms.tokens import Column, Places

ALONE = Templates(
    "quote",
    """
    bias
    chance
    content
    sure
    chance content
    chance pos
    form
    form lemma
    form sure
    source_path
    source_path pos
    source_lemma
    lemma pos
    kind dep
    kind chance
    dep pos
    source_kind chance
    paths
    paths lemma
    pieces quoted
    size all_quoted
    quoted all_quoted cue_quoted
    first
    far
    noun
    noun kind
    noun_end paths
    noun_end kind
    noun_dep lemma
    noun_kind paths
    noun_entity paths
    noun_entity kind
    """,
)
BESIDE = Templates(
    "quote beside others",
    """
    tied dep
    evidential dep form
    around
    inner
    shared
    """,
)


@dataclass(slots=True)
class Found:
    """A reading with its content settled."""

    reading: Reading
    pieces: list[Range]
    words: frozenset[int]
    confidence: float = 0.0
    alone: float = 0.0
    """How sure it is apart from what it is said within."""
    limit: float = 0.0
    """How sure it has to be to be reported."""
    sure: float = field(init=False)
    """How sure its cue and its content are by themselves."""

    def __post_init__(self) -> None:
        self.sure = self.reading.confidence


NEAR = 6
"""How many readings before and after are looked at."""
Pair = tuple[Found, list[Found]]
"""A reading and those near it."""


def neighbours(found: list[Found]) -> list[Pair]:
    """Put beside each reading those near it, itself among them."""
    return [(one, found[max(0, at - NEAR) : at + NEAR + 1]) for at, one in enumerate(found)]


def alone(tree: Tree, found: list[Found]) -> Features:
    """List what is known of readings whatever stands near them."""
    places = [(one.reading.cue, one.pieces[0][0], one.pieces[-1][1] - 1) for one in found]
    cue, first, last = numpy.array(places).T
    source = _sources(found)
    chance, content, sure = counts(bucket(numpy.array([_chances(one.reading) for one in found]).T))
    pieces = numpy.array([len(one.pieces) for one in found])
    size = numpy.array([min(len(one.words).bit_length(), 7) for one in found])
    noun = _heads(tree, first, last)
    quoted = tree.quote_of[first] >= 0
    all_quoted = quoted & (tree.quote_of[last] >= 0)
    named, tokens = source >= 0, tree.columns
    return Features(
        ALONE,
        {
            "lemma": tokens["lemma"][cue],
            "pos": tokens["pos"][cue],
            "dep": tokens["dep"][cue],
            "kind": tree.kind[cue],
            "chance": chance,
            "content": content,
            "sure": sure,
            "form": source_forms(tree, source),
            "source_path": NUMBERS.of([one.reading.source_path for one in found]),
            "source_lemma": numpy.where(named, tokens["lemma"][source], 0),
            "source_kind": numpy.where(named, tree.kind[source], 0),
            "paths": NUMBERS.of(["+".join(sorted(set(one.reading.paths))) for one in found]),
            "pieces": counts(pieces),
            "size": counts(size),
            "quoted": counts(quoted),
            "all_quoted": counts(all_quoted),
            "cue_quoted": counts(tree.quote_of[cue] >= 0),
            "first": tokens["lower"][first],
            "noun": tokens["lemma"][noun],
            "noun_end": suffixes(tree, tokens["lemma"][noun]),
            "noun_dep": tokens["dep"][noun],
            "noun_kind": tree.kind[noun],
            "noun_entity": tokens["entity"][noun],
            "far": counts(numpy.minimum(abs(cue - first) // 8, 5)),
        },
    )


def _heads(tree: Tree, first: Places, last: Places) -> Places:
    """Give the word of each content on which the others hang: the first that hangs outside."""
    heads = tree.heads
    found = (
        next((at for at in range(begin, end) if not begin <= heads[at] < end), begin)
        for begin, end in zip(first.tolist(), (last + 1).tolist(), strict=True)
    )
    return numpy.fromiter(found, dtype="int64", count=len(first))


def _chances(reading: Reading) -> tuple[float, float, float]:
    return reading.cue_probability, reading.content_probability, reading.source_probability


def speaks_for(tree: Tree, reading: Reading) -> bool:
    """Whether a noun tells that something is said, whatever the verb.

    `her remarks reflect the view that …`, `he raised concerns about …`: too few examples are
    annotated for an estimate, so this is a rule.
    """
    head, cue = reading.source, reading.cue
    if head is None or reading.content_probability < 0.5 or "nsubj" not in reading.source_path:
        return False
    if kind_of(tree, head) == "saying":
        owned = any(tree.deps[child] == "poss" for child in tree.children[head])
        return owned and tree.lemmas[cue] in lexicon("shows") | lexicon("reports")
    return tree.lemmas[cue] in lexicon("lends") and any(
        path.startswith("dobj ") and kind_of(tree, child) == "saying"
        for path in reading.paths
        for child in tree.children[cue]
        if tree.deps[child] == "dobj"
    )


def bucket(chances: Scores) -> Places:
    """Sort probabilities into steps of half a unit of their log odds."""
    chances = numpy.clip(chances, 0.001, 0.999)
    steps: Places = numpy.rint(2 * numpy.log(chances / (1 - chances))).astype("int64")
    return steps


def _sources(found: Iterable[Found]) -> Places:
    """List the heads of the sources, -1 where there is none."""
    return numpy.array([-1 if one.reading.source is None else one.reading.source for one in found])


def source_forms(tree: Tree, heads: Places) -> Column:
    """Say in a word what sources are: their entities, their pronouns, or their tags."""
    pos, lower, entity, tag = (
        tree.columns[name][heads] for name in ("pos", "lower", "entity", "tag")
    )
    form = numpy.where(entity == 0, tag, entity)
    form = numpy.where(pos == NUMBERS["PRON"], lower, form)
    return numpy.where(heads < 0, NUMBERS["none"], form)


def beside(tree: Tree, pairs: list[Pair]) -> Features:
    """Tell how readings lie to others: tied to their cues, inside or around their content."""
    cue = numpy.array([one.reading.cue for one, _ in pairs])
    ties = numpy.array([_ties(tree.heads[one.reading.cue], one, near) for one, near in pairs]).T
    tied, around, inner = counts(bucket(ties[:3]) // 2)
    dep = tree.columns["dep"][cue]
    is_tied = tree.relation["tied"][cue]
    is_evidential = is_tied & tree.listed["shows"][cue]
    return Features(
        BESIDE,
        {
            "tied": numpy.where(is_tied, tied, NOTHING),
            "dep": dep,
            "evidential": numpy.where(is_evidential, tied, NOTHING),
            "form": source_forms(tree, _sources(one for one, _ in pairs)),
            "around": around,
            "inner": inner,
            "shared": counts(numpy.rint(5 * ties[3]).astype("int64")),
        },
    )


def _ties(head: int, one: Found, near: list[Found]) -> tuple[float, float, float, float]:
    cue, base, words = one.reading.cue, one.sure, one.words
    tied = around = inner = shared = 0.0
    for other in near:
        sure, its_cue = other.sure, other.reading.cue
        if its_cue == head:
            tied = max(tied, sure)
        if other is one:
            continue
        if cue in other.words:
            around = max(around, sure)
        if its_cue in words:
            inner = max(inner, sure)
        if sure > base and _meet(one, other) and not words.isdisjoint(other.words):
            both = len(words & other.words)
            shared = max(shared, both / (len(words) + len(other.words) - both))
    return tied, around, inner, shared


def _meet(one: Found, other: Found) -> bool:
    """Whether the stretches of two contents overlap: cheaper to ask than of their words."""
    return one.pieces[0][0] < other.pieces[-1][1] and other.pieces[0][0] < one.pieces[-1][1]
