"""Judge a reading as a whole, once content and source are chosen: did somebody say it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import log

from transforms.quotes.contents import Range
from transforms.quotes.cues import kind_of
from transforms.quotes.decide import Reading
from transforms.quotes.lexicon import lexicon
from transforms.quotes.tree import Tree

TIED = frozenset({"advcl", "conj", "xcomp", "ccomp", "relcl", "acl", "pcomp", "dep"})


@dataclass(slots=True)
class Found:
    """A reading with its content settled."""

    reading: Reading
    pieces: list[Range]
    words: frozenset[int]
    confidence: float = 0.0
    alone: float = 0.0
    """How sure it is apart from what it is said within."""


def features(tree: Tree, one: Found, near: list[Found]) -> list[str]:
    """List what is known of a reading beside the other readings near it."""
    return [*alone(tree, one), *beside(tree, one, near)]


def alone(tree: Tree, one: Found) -> list[str]:
    """List what is known of a reading whatever stands near it."""
    reading = one.reading
    cue = reading.cue
    lemma, pos, dep = tree.lemmas[cue], tree.pos[cue], tree.deps[cue]
    chance, content = bucket(reading.cue_probability), bucket(reading.content_probability)
    first, last = one.pieces[0][0], one.pieces[-1][1] - 1
    quoted = tree.in_quote[first] >= 0
    all_quoted = quoted and tree.in_quote[last] >= 0
    kind = source_form(tree, reading.source)
    paths = "+".join(sorted(set(reading.paths)))
    return [
        "b",
        f"c={chance}",
        f"u={content}",
        f"s={bucket(reading.source_probability)}",
        f"cu={chance}|{content}",
        f"c={chance}|{pos}",
        f"k={kind}",
        f"k={kind}|{lemma}",
        f"ks={kind}|{bucket(reading.source_probability)}",
        f"sp={reading.source_path}",
        f"sp={reading.source_path}|{pos}",
        f"sl={tree.lemmas[reading.source] if reading.source is not None else ''}",
        f"l={lemma}|{pos}",
        f"kind={kind_of(tree, cue)}|{dep}",
        f"kind={kind_of(tree, cue)}|{chance}",
        f"d={dep}|{pos}",
        f"saying={kind_of(tree, reading.source) if reading.source is not None else ''}|{chance}",
        f"p={paths}",
        f"p={paths}|{lemma}",
        f"n={len(one.pieces)}|{quoted}",
        f"z={min(len(one.words).bit_length(), 7)}|{all_quoted}",
        f"q={quoted}|{all_quoted}|{tree.in_quote[cue] >= 0}",
        f"fw={tree.lowers[first]}",
        f"far={min(abs(cue - first) // 8, 5)}",
    ]


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
        return owned and tree.lemmas[cue] in lexicon("evidential") | lexicon("reporting")
    return tree.lemmas[cue] in lexicon("light") and any(
        path.startswith("dobj ") and kind_of(tree, child) == "saying"
        for path in reading.paths
        for child in tree.children[cue]
        if tree.deps[child] == "dobj"
    )


def bucket(chance: float) -> int:
    """Sort a probability into steps of half a unit of its log odds."""
    chance = min(max(chance, 0.001), 0.999)
    return round(2 * log(chance / (1 - chance)))


def source_form(tree: Tree, head: int | None) -> str:
    """Say in a word what the source is: its entity, its pronoun, or its tag."""
    if head is None:
        return "none"
    if tree.pos[head] == "PRON":
        return tree.lowers[head]
    return tree.entities[head] or tree.tags[head]


def beside(tree: Tree, one: Found, near: list[Found]) -> Iterator[str]:
    """Tell how a reading lies to others: tied to their cues, inside or around their content."""
    cue, base, words = one.reading.cue, one.reading.confidence, one.words
    head, dep = tree.heads[cue], tree.deps[cue]
    tied = around = inner = shared = 0.0
    for other in near:
        sure = other.reading.confidence
        if other.reading.cue == head:
            tied = max(tied, sure)
        if other is one:
            continue
        if cue in other.words:
            around = max(around, sure)
        if other.reading.cue in words:
            inner = max(inner, sure)
        if sure > base and not words.isdisjoint(other.words):
            both = len(words & other.words)
            shared = max(shared, both / (len(words) + len(other.words) - both))
    if dep in TIED:
        yield f"tied={bucket(tied) // 2}|{dep}"
        if tree.lemmas[cue] in lexicon("evidential"):
            form = source_form(tree, one.reading.source)
            yield f"evidential={bucket(tied) // 2}|{dep}|{form}"
    yield f"in={bucket(around) // 2}"
    yield f"has={bucket(inner) // 2}"
    yield f"same={round(5 * shared)}"
