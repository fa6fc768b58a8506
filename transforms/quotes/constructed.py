"""Read who thinks or says what where no clause tells: by nouns, adjectives and passives.

`met with criticism from`, `seen by many as`, `vocal about`, `a warning from engineers that`: the
syntax names source and content, and short lists of words name the cues.
"""

from __future__ import annotations

import numpy

from transforms.lexicons import lexicon
from transforms.quotes import spans
from transforms.quotes.adverbial import by_the_way
from transforms.quotes.certain import is_said, stated
from transforms.quotes.nouns import child_by, is_somebody, led_by, object_of, phrase, resolved
from transforms.quotes.rank import Found
from transforms.quotes.relations import ANY_SUBJECT
from transforms.quotes.tree import Tree

FROM = frozenset({"from", "by", "among"})
ABOUT = frozenset({"about", "against", "at", "for", "in", "of", "on", "over", "toward", "towards"})
WITH = frozenset({"meet", "greet", "receive"})
"""Verbs whose passive takes a verdict: `was met with criticism`."""
LINKS = frozenset({"be", "become", "remain", "stay", "grow"})
WIDELY = frozenset({"broadly", "commonly", "generally", "increasingly", "often", "widely"})


def with_constructed(tree: Tree, kept: list[Found]) -> list[Found]:
    """Add a reading for each such construction, in place of one that lacks a part of it."""
    by_cue = {one.reading.cue: one for one in kept}
    taken = {index for one in kept for index in spans.cue_tokens(tree, one.reading)}
    made = {}
    uses = ("perceives", "outspoken", "verdict", "saying", "opinion")
    listed = numpy.logical_or.reduce([tree.listed[use] for use in uses])
    for cue in numpy.flatnonzero(listed).tolist():
        if cue in taken and cue not in by_cue:
            continue
        found = _read(tree, cue)
        if found and (
            by_cue[cue].words < found.words if cue in by_cue else not is_said(found, kept)
        ):
            made[cue] = found
    return [one for one in kept if one.reading.cue not in made] + list(made.values())


def _read(tree: Tree, cue: int) -> Found | None:
    pos, lemma = tree.pos[cue], tree.lemmas[cue]
    if pos == "VERB" and lemma in lexicon("perceives"):
        return _perceived(tree, cue)
    if pos == "ADJ" and lemma in lexicon("outspoken"):
        return _stance(tree, cue)
    if pos != "NOUN":
        return None
    readers = {"verdict": _verdict, "saying": _sent, "opinion": by_the_way}
    made = (read(tree, cue) for use, read in readers.items() if lemma in lexicon(use))
    return next(filter(None, made), None)


def _perceived(tree: Tree, cue: int) -> Found | None:
    """Read `the verdict was seen by many as a defeat` and `a move that Lisbon regards as petty`."""
    led = child_by(tree, cue, "prep", "as")
    if led is None or led < cue or tree.right[led] == led:
        return None
    subject = next((i for i in tree.children[cue] if tree.deps[i] in ANY_SUBJECT), None)
    if subject is None:
        return None
    if tree.deps[subject] == "nsubjpass":
        of: int | None = subject
        source = object_of(tree, child_by(tree, cue, "agent", "by"))
        if source is None and not _is_common(tree, cue):
            return None
    else:
        of = next((i for i in tree.children[cue] if tree.deps[i] == "dobj"), None)
        source = subject
    if of is None or not is_somebody(tree, source, anybody=True):
        return None
    if tree.tags[of] == "PRP" and tree.lowers[of].endswith(("self", "selves")):
        return None
    content = [(led, tree.right[led] + 1)]
    if tree.lowers[of] != "what":
        content.append(phrase(tree, of))
    return stated(tree, cue, source, sorted(content), "/nsubj<")


def _is_common(tree: Tree, cue: int) -> bool:
    """Whether an adverb tells that many think so, though nobody is named: `widely seen as`."""
    return any(tree.lowers[i] in WIDELY for i in tree.children[cue])


def _stance(tree: Tree, cue: int) -> Found | None:
    """Read `has been vocal about its commitment` and `were adamant that the school would stay`."""
    link = tree.heads[cue]
    if tree.deps[cue] != "acomp" or tree.lemmas[link] not in LINKS:
        return None
    subject = next((i for i in tree.children[link] if tree.deps[i] == "nsubj"), None)
    source = resolved(tree, subject)
    if source is None or not is_somebody(tree, source):
        return None
    for child in tree.children[cue]:
        if child < cue:
            continue
        if tree.deps[child] == "ccomp":
            piece = (tree.left[child], tree.right[child] + 1)
            return stated(tree, cue, source, [piece], "/nsubj<")
        if tree.lowers[child] in ABOUT and tree.right[child] > child:
            piece = (child + 1, tree.right[child] + 1)
            return stated(tree, cue, source, [piece], "/nsubj<", [(child, child + 1)])
    return None


def _verdict(tree: Tree, cue: int) -> Found | None:
    """Read `was met with criticism from teachers`, `drew praise from commuters`."""
    above = tree.heads[cue]
    by = led_by(tree, cue, FROM) or (
        led_by(tree, above, FROM) if tree.deps[cue] == "dobj" else None
    )
    source = object_of(tree, by)
    if source is None or by is None or not is_somebody(tree, source):
        return None
    about = led_by(tree, cue, ABOUT)
    if about is not None and tree.right[about] > about:
        content = (about + 1, tree.right[about] + 1)
        helpers = [(about, about + 1)]
    else:
        verb = tree.heads[above] if tree.lowers[above] == "with" else above
        if not _draws(tree, cue, verb):
            return None
        subject = next((i for i in tree.children[verb] if tree.deps[i] in ANY_SUBJECT), None)
        is_pronoun = subject is not None and tree.pos[subject] == "PRON"
        if subject is None or (is_pronoun and resolved(tree, subject) == subject):
            return None
        content, helpers = phrase(tree, subject), []
    return stated(tree, cue, source, [content], "/prep:from", helpers)


def _draws(tree: Tree, cue: int, verb: int) -> bool:
    if tree.deps[cue] == "dobj":
        return tree.lemmas[verb] in lexicon("draws")
    return tree.deps[cue] == "pobj" and tree.lemmas[verb] in WITH


def _sent(tree: Tree, cue: int) -> Found | None:
    """Read `a warning from engineers that the dam was cracked`, `calls by doctors for a ban`."""
    by = led_by(tree, cue, FROM)
    source = object_of(tree, by)
    if source is None or not is_somebody(tree, source):
        return None
    for child in tree.children[cue]:
        is_clause = tree.deps[child] in ("acl", "ccomp") and tree.lowers[tree.left[child]] in (
            "that",
            "to",
        )
        is_wish = tree.lowers[child] == "for" and tree.lemmas[cue] in lexicon("wish")
        if child > cue and (is_clause or is_wish) and child != by:
            content = (tree.left[child] + is_wish, tree.right[child] + 1)
            helpers = [(child, child + 1)] if is_wish else []
            if content[0] < content[1]:
                return stated(tree, cue, source, [content], "/prep:from", helpers)
    return None
