"""Judge a reading as a whole, once content and source are chosen: did somebody say it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import log

from transforms.quotes.contents import Range
from transforms.quotes.cues import kind, kind_of
from transforms.quotes.decide import Reading
from transforms.quotes.lexicon import lexicon
from transforms.quotes.linear import Group, Names
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


def features(tree: Tree, one: Found, near: list[Found]) -> list[Group]:
    """List what is known of a reading beside the other readings near it."""
    return [*alone(tree, one), *beside(tree, one, near)]


def alone(tree: Tree, one: Found) -> list[Group]:
    """List what is known of a reading whatever stands near it."""
    reading = one.reading
    cue, head = reading.cue, reading.source
    lemma, pos, dep = tree.lemmas[cue], tree.pos[cue], tree.deps[cue]
    chance, sureness = bucket(reading.cue_probability), bucket(reading.source_probability)
    first, last = one.pieces[0][0], one.pieces[-1][1] - 1
    is_quoted = tree.in_quote[first] >= 0
    are_ends_quoted = is_quoted and tree.in_quote[last] >= 0
    size = min(len(one.words).bit_length(), 7)
    return [
        (_chances, chance, bucket(reading.content_probability), sureness),
        (_itself, lemma, pos, dep, chance),
        (_source, source_form(tree, head), lemma, sureness),
        (_saying, *(("", "") if head is None else (tree.lemmas[head], tree.pos[head])), chance),
        (_way, reading.source_path, pos),
        (_paths, "+".join(sorted(set(reading.paths))), lemma),
        (_marks, size, len(one.pieces), is_quoted, are_ends_quoted, tree.in_quote[cue] >= 0),
        (_opening, tree.lowers[first], min(abs(cue - first) // 8, 5)),
    ]


def _chances(cue: int, content: int, source: int) -> Names:
    return ("b", f"c={cue}", f"u={content}", f"s={source}", f"cu={cue}|{content}")


def _itself(lemma: str, pos: str, dep: str, chance: int) -> Names:
    own = kind(lemma, pos)
    return (
        f"kind={own}|{dep}",
        f"kind={own}|{chance}",
        f"l={lemma}|{pos}",
        f"c={chance}|{pos}",
        f"d={dep}|{pos}",
    )


def _source(form: str, lemma: str, sureness: int) -> Names:
    return (f"k={form}", f"k={form}|{lemma}", f"ks={form}|{sureness}")


def _saying(lemma: str, pos: str, chance: int) -> Names:
    return (f"sl={lemma}", f"saying={kind(lemma, pos)}|{chance}")


def _way(path: str, pos: str) -> Names:
    return (f"sp={path}", f"sp={path}|{pos}")


def _paths(paths: str, lemma: str) -> Names:
    return (f"p={paths}", f"p={paths}|{lemma}")


def _marks(size: int, pieces: int, first: bool, ends: bool, cue: bool) -> Names:
    return (f"n={pieces}|{first}", f"z={size}|{ends}", f"q={first}|{ends}|{cue}")


def _opening(word: str, far: int) -> Names:
    return (f"fw={word}", f"far={far}")


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


def beside(tree: Tree, one: Found, near: list[Found]) -> Iterator[Group]:
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
        form = source_form(tree, one.reading.source)
        yield _tie, tree.lemmas[cue], dep, form, bucket(tied) // 2
    yield _others, bucket(around) // 2, bucket(inner) // 2, round(5 * shared)


def _tie(lemma: str, dep: str, form: str, chance: int) -> Names:
    tied = f"tied={chance}|{dep}"
    is_evidential = lemma in lexicon("evidential")
    return (tied, f"evidential={chance}|{dep}|{form}") if is_evidential else (tied,)


def _others(around: int, inner: int, shared: int) -> Names:
    return (f"in={around}", f"has={inner}", f"same={shared}")
