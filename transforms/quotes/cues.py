"""Find the words that report: verbs mostly, but nouns, adjectives, prepositions and colons too."""

from __future__ import annotations

from collections.abc import Iterator

import numpy

from transforms.lexicons import lexicon
from transforms.quotes.cue_templates import CHILD, GATE, ITSELF, MISSING, OF_CHILDREN
from transforms.quotes.features import NOTHING, NUMBERS, Features, counts
from transforms.quotes.table import SPREAD, Table
from transforms.quotes.tree import Tree
from transforms.tokens import Column, Flags, Places

EXPECTED = ("ccomp", "xcomp", "dobj", "nsubj", "nsubjpass", "prep")
"""What most words that report have below them."""
EXPECTED_NUMBERS = NUMBERS.of(EXPECTED)
EXPECTED_AT = Table(EXPECTED_NUMBERS * SPREAD, numpy.arange(1, len(EXPECTED) + 1))
YES = counts(numpy.ones(1, dtype="int64"))
REACH = 5
"""Tokens around a cue in which a quotation is near, and a colon behind it."""


def candidates(tree: Tree, table: Table) -> Places:
    """List the tokens that may be the head of a cue: all verbs, and what is let in with them."""
    is_verb = tree.columns["pos"] == NUMBERS["VERB"]
    return numpy.flatnonzero(is_verb | (table.get(GATE.keys(tree.columns)[0]) != 0))


def features(tree: Tree, cues: Places) -> Iterator[Features]:
    """Yield what is known of candidates: themselves, what hangs below them, what stands near."""
    head = tree.head[cues]
    own = {name: tree.columns[name][cues] for name in ("lemma", "tag", "dep", "pos")}
    own["kind"] = tree.kind[cues]
    above = {
        "suffix": suffixes(tree, own["lemma"]),
        "head_lemma": tree.columns["lemma"][head],
        "head_pos": tree.columns["pos"][head],
        "head_kind": tree.kind[head],
        "known": numpy.where(own["kind"] == 0, NOTHING, own["kind"]),
    }
    yield Features(ITSELF, own | above | _near(tree, cues))
    yield from _below(tree, cues, own)


def suffixes(tree: Tree, lemmas: Column) -> Column:
    """Give the last four letters of words."""
    return NUMBERS.of([lemma[-4:] for lemma in tree.parsed.spelled(lemmas)])


def _near(tree: Tree, cues: Places) -> dict[str, Column]:
    """Tell what stands beside candidates, and how they lie to quotation marks."""
    lower, sentence = tree.columns["lower"], tree.sentence_of[cues]
    begin, end = tree.begins[sentence], tree.begins[sentence + 1]
    marks, sizes = tree.quotations_in
    inside = tree.quote_of[cues] >= 0
    count = numpy.where(inside, 0, marks[sentence])
    before, after = numpy.maximum(begin, cues - REACH), numpy.minimum(end, cues + REACH)
    near = tree.quoted_before[after] > tree.quoted_before[before]
    colons = numpy.concatenate(([0], numpy.cumsum(lower == NUMBERS[":"])))
    colon = colons[numpy.minimum(end, cues + REACH + 1)] > colons[cues]
    follows = ~inside & (count == 0) & (tree.quote_of[begin - 1] >= 0) & (begin > 0)
    return {
        "before": numpy.where(cues > begin, lower[cues - 1], NUMBERS["^"]),
        "after": numpy.where(cues + 1 < end, lower[(cues + 1) % len(tree)], NUMBERS["$"]),
        "in_quote": _only(inside, counts(numpy.minimum(sizes[cues] // 4, 5))),
        "inside": _only(inside),
        "quotations": _only(~inside, counts(numpy.minimum(count, 2))),
        "outside": _only(count > 0),
        "near": _only(count > 0, counts(near)),
        "follows": _only(follows),
        "colon": _only(colon),
        "first": _only(begin == 0),
    }


def _only(fits: Flags, values: Column = YES) -> Column:
    return numpy.where(fits, values, NOTHING)


def _below(tree: Tree, cues: Places, own: dict[str, Column]) -> Iterator[Features]:
    """Yield what is known of the children of candidates, and which ones they lack."""
    child, owner = tree.children_of(cues)
    pos = tree.columns["pos"][child]
    words = (pos != NUMBERS["PUNCT"]) & (pos != NUMBERS["SPACE"])
    child, owner = child[words], owner[words]
    columns = {name: own[name][owner] for name in ("lemma", "pos", "kind")}
    columns |= _children(tree, child) | {"side": counts(child < cues[owner])}
    yield Features(CHILD, columns, owner)
    for name, templates in OF_CHILDREN:
        chosen = numpy.flatnonzero(tree.relation[name][child])
        some = {column: columns[column][chosen] for column in templates.columns}
        yield Features(templates, some, owner[chosen])
    yield _missing(columns["child_dep"], owner, own)


def _children(tree: Tree, child: Places) -> dict[str, Column]:
    """Name what is known of children whosever they are."""
    names = ("dep", "lemma", "tag", "entity", "lower", "pos")
    dep, lemma, tag, entity, word, pos = (tree.columns[name][child] for name in names)
    kind = numpy.where(entity == 0, tag, entity)
    is_pronoun = (entity == 0) & (pos == NUMBERS["PRON"])
    return {
        "child_dep": dep,
        "child_lemma": lemma,
        "child_tag": tag,
        "child_kind": tree.kind[child],
        "child_type": kind,
        "who": numpy.where(is_pronoun, word, kind),
        "word": word,
        "clause_first": tree.columns["lower"][tree.left_of[child]],
    }


def _missing(child_dep: Column, owner: Places, own: dict[str, Column]) -> Features:
    """Tell which of the expected children candidates lack."""
    has = numpy.zeros((len(own["lemma"]), len(EXPECTED) + 1), dtype=bool)
    has[:, 0] = True
    has[owner, EXPECTED_AT.get(child_dep * SPREAD)] = True
    lacking, which = numpy.nonzero(~has)
    columns = {name: own[name][lacking] for name in ("lemma", "pos", "kind")}
    return Features(MISSING, columns | {"missing": EXPECTED_NUMBERS[which - 1]}, lacking)


def kind_of(tree: Tree, index: int) -> str:
    """Say whether a word is in the list of reporting verbs or of nouns for what is said."""
    if tree.pos[index] == "VERB" and tree.lemmas[index] in lexicon("reports"):
        return "reports"
    if tree.pos[index] == "NOUN" and tree.lemmas[index] in lexicon("saying"):
        return "saying"
    return ""
