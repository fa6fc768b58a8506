"""Find who speaks: the subject, the agent, the possessor, near the cue or above it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy

from transforms.quotes.features import NUMBERS, Features, Templates, counts
from transforms.quotes.hearers import is_heard, only_hears
from transforms.quotes.relations import ANY_SUBJECT
from transforms.quotes.tree import Tree
from transforms.tokens import Column

OF = frozenset({"by", "of", "from", "to", "for", "in", "with", "among", "on"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"})
LEVELS = 4
SOMEBODY = Templates(
    "source",
    """
    path
    path tag
    path pos
    path lemma
    path passive
    type
    path type
    head_lemma
    order
    quoted cue_quoted
    distance before
    up tag
    """,
)
NOBODY = Templates(
    "no source",
    """
    bias
    pos
    tag
    lemma
    subject tag
    dep subject
    passive
    """,
)


class Candidate(NamedTuple):
    """A token that may head the source, or None for a cue without one."""

    head: int | None
    path: str


class Option(NamedTuple):
    """A candidate with its cue and its place among that cue's candidates."""

    cue: int
    order: int
    candidate: Candidate


def candidates(tree: Tree, cue: int) -> list[Candidate]:
    """List who may be the source of a cue, nearest first, and nobody last."""
    seen: dict[int, Candidate] = {}
    node, path, is_passive = cue, "", is_heard(tree, cue)
    for _ in range(LEVELS + 1):
        for found in _below(tree, node, path, cue):
            if found.head is not None and found.head != cue:
                seen.setdefault(found.head, found)
        above = tree.heads[node]
        if above == node:
            break
        path += f"^{tree.deps[node]}"
        if tree.pos[above] in NOMINAL:
            seen.setdefault(above, Candidate(above, path + "="))
        node = above
    speaking = [
        one for head, one in seen.items() if not only_hears(tree, cue, head, one.path, is_passive)
    ]
    return [*speaking, Candidate(None, "")]


def _below(tree: Tree, node: int, path: str, cue: int) -> Iterator[Candidate]:
    for child in tree.children[node]:
        dep = tree.deps[child]
        if tree.pos[child] in NOMINAL and (dep in ANY_SUBJECT or dep == "poss"):
            yield Candidate(child, f"{path}/{dep}{'<' if child < cue else '>'}")
        elif dep in ("prep", "agent") and tree.lowers[child] in OF:
            for inner in tree.children[child]:
                if tree.deps[inner] == "pobj":
                    yield Candidate(inner, f"{path}/{dep}:{tree.lowers[child]}")
        elif tree.pos[child] in NOMINAL and node == cue:
            yield Candidate(child, f"{path}/{dep}{'<' if child < cue else '>'}")


def features(tree: Tree, options: list[Option]) -> Iterator[Features]:
    """Yield what is known of candidates for the sources of their cues."""
    cue = numpy.array([one.cue for one in options])
    child, owner = tree.children_of(cue)
    of_cue = {name: tree.columns[name][cue] for name in ("lemma", "pos", "tag", "dep")}
    for name in ("subject", "passive"):
        theirs = owner[tree.relation[name][child]]
        of_cue[name] = counts(numpy.bincount(theirs, minlength=len(cue)) > 0)
    named = [place for place, one in enumerate(options) if one.candidate.head is not None]
    nobody = [place for place, one in enumerate(options) if one.candidate.head is None]
    for templates, places in ((SOMEBODY, named), (NOBODY, nobody)):
        where = numpy.array(places, dtype="int64")
        columns = {name: column[where] for name, column in of_cue.items()}
        if templates is SOMEBODY:
            columns |= _somebody(tree, [options[place] for place in places])
        yield Features(templates, columns, where)


def _somebody(tree: Tree, options: list[Option]) -> dict[str, Column]:
    cue, order, head = (
        numpy.array([(one.cue, one.order, one.candidate.head) for one in options], dtype="int64")
        .reshape(-1, 3)
        .T
    )
    tag, entity, lower = (tree.columns[name][head] for name in ("tag", "entity", "lower"))
    is_pronoun = tree.columns["pos"][head] == NUMBERS["PRON"]
    paths = [one.candidate.path for one in options]
    return {
        "path": NUMBERS.of(paths),
        "type": numpy.where(entity == 0, numpy.where(is_pronoun, lower, tag), entity),
        "head_lemma": tree.columns["lemma"][head],
        "order": counts(numpy.minimum(order, 4)),
        "quoted": counts(tree.quote_of[head] >= 0),
        "cue_quoted": counts(tree.quote_of[cue] >= 0),
        "distance": counts(numpy.minimum(abs(head - cue) // 3, 6)),
        "before": counts(head < cue),
        "up": counts(numpy.array([path.count("^") for path in paths], dtype="int64")),
    }
