"""Read what the syntax leaves no doubt about, however unsure the estimate is.

A verb of speech with somebody as its subject and a clause that begins with `that`; a noun for
what is said with such a clause, and its owner or who gives it; `is said to`. The estimate has seen
too few of these within what others say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy

from transforms.lexicons import lexicon
from transforms.quotes import spans
from transforms.quotes.contents import Range
from transforms.quotes.decide import Reading
from transforms.quotes.features import NUMBERS
from transforms.quotes.hearers import agent, is_heard
from transforms.quotes.rank import Found
from transforms.quotes.reported import clause_of, goes, reported
from transforms.quotes.tree import Tree

CONFIDENCE = 0.5
OWNERS = frozenset({"poss"})
PUT = "put"
HEAR = "hear"
GIVE = "give"
"""Carries a noun for what is said: `gave evidence that`, `gave an assurance that`."""
SPEAKING = frozenset({"NOUN", "PROPN", "PRON"})
OWN = frozenset({"i", "we", "you", "my", "our", "your"})
VOID = frozenset({"it", "that", "this", "there", "which", "what"})
"""Subjects that stand for a thing: `it shows that` reports nobody's words."""


def certain(tree: Tree, kept: Sequence[Found]) -> Iterator[Found]:
    """Yield a reading for each clear report whose verb or noun is no cue yet.

    A noun whose clause is already most of a content says nothing new: `reiterated its stance that`.
    """
    taken = {index for one in kept for index in spans.cue_tokens(tree, one.reading)}
    lemma = tree.columns["lemma"]
    is_clear = tree.listed["clear"] | (lemma == NUMBERS[PUT]) | (lemma == NUMBERS[HEAR])
    is_verb = is_clear & (tree.columns["pos"] == NUMBERS["VERB"])
    is_noun = tree.kind == NUMBERS["saying"]
    for cue in numpy.flatnonzero(is_verb | is_noun).tolist():
        if cue in taken:
            continue
        found = _told(tree, cue) if is_verb[cue] else _owned(tree, cue)
        if found and (is_verb[cue] or not is_said(found, kept)):
            yield found


def is_said(found: Found, kept: Sequence[Found]) -> bool:
    """Whether most of a content is that of another reading already."""
    words = found.words
    return any(2 * len(words & one.words) > len(words | one.words) for one in kept)


def _told(tree: Tree, cue: int) -> Found | None:
    """Read a verb with its subject and what it reports."""
    if tree.lemmas[cue] == PUT:
        return _put(tree, cue)
    if tree.lemmas[cue] in lexicon("raised") and (raised := _raised(tree, cue)):
        return raised
    if is_heard(tree, cue) or tree.lemmas[cue] == HEAR:
        return _heard(tree, cue)
    subject = None if goes(tree, cue) else _subject(tree, cue)
    if subject is None or is_own(tree, subject):
        return None
    content = reported(tree, cue, subject)
    if content is None or content[0] <= subject < content[1]:
        return None
    return stated(tree, cue, subject, [content], "/nsubj<")


def _heard(tree: Tree, cue: int) -> Found | None:
    """Read `pupils were told by Reed that the pool would close`; without "by" nobody says it.

    So, too, of `the jury heard from Reed that`; what somebody heard who is only "she" is hearsay.
    """
    clause, is_told = clause_of(tree, cue, "ccomp"), tree.lemmas[cue] != HEAR
    subject = _subject(tree, cue)
    if clause is None or not (is_told or (subject and tree.pos[subject] != "PRON")):
        return None
    source = agent(tree, cue, "by" if is_told else "from")
    content = [(tree.left[clause], tree.right[clause] + 1)]
    return stated(tree, cue, source, content, "/agent:by" if source is not None else "")


def _put(tree: Tree, cue: int) -> Found | None:
    """Read `as she put it`: the clause that it hangs on is what she says."""
    subject, head = _subject(tree, cue), tree.heads[cue]
    words = {tree.lowers[child] for child in tree.children[cue]}
    if subject is None or tree.deps[cue] != "advcl" or not words >= {"as", "it"}:
        return None
    pieces = [(tree.left[head], tree.left[cue]), (tree.right[cue] + 1, tree.right[head] + 1)]
    content = [(begin, end) for begin, end in pieces if begin < end]
    return stated(tree, cue, subject, content, "/nsubj<")


def _owned(tree: Tree, cue: int) -> Found | None:
    """Read a noun with its owner and a clause: `the regulator's warning that`."""
    clause = clause_of(tree, cue, "acl") or clause_of(tree, cue, "ccomp")
    owner = next((i for i in tree.children[cue] if tree.deps[i] in OWNERS), None)
    if clause is None:
        return None
    content = [(tree.left[clause], tree.right[clause] + 1)]
    if owner is not None:
        return None if is_own(tree, owner) else stated(tree, cue, owner, content, "/poss<")
    return _given(tree, cue, content)


def _given(tree: Tree, cue: int, content: list[Range]) -> Found | None:
    """Read a noun that somebody gives: `gave evidence that the car had been moved`."""
    verb = tree.heads[cue]
    if tree.deps[cue] != "dobj" or tree.lemmas[verb] != GIVE or verb > cue:
        return None
    subject = _subject(tree, verb)
    if subject is None or is_own(tree, subject):
        return None
    return stated(tree, cue, subject, content, "/nsubj<", [(verb, verb + 1)])


def _raised(tree: Tree, cue: int) -> Found | None:
    """Read `the painting is said to be a forgery`, where nobody is named who says it.

    So, too, `it has been claimed that the painting is a forgery`.
    """
    subject = clause = None
    for child in tree.children[cue]:
        if tree.deps[child] == "nsubjpass" and child < cue:
            subject = child
        elif tree.deps[child] == "xcomp":
            clause = child
    if subject is None:
        return None
    if tree.lowers[subject] == "it" and (told := clause_of(tree, cue, "ccomp")) is not None:
        return stated(tree, cue, None, [(tree.left[told], tree.right[told] + 1)], "")
    if clause is None or tree.lowers[tree.left[clause]] != "to":
        return None
    content = [(tree.left[subject], tree.right[subject] + 1)]
    content.append((tree.left[clause], tree.right[clause] + 1))
    return stated(tree, cue, None, content, "")


def stated(
    tree: Tree,
    cue: int,
    source: int | None,
    content: list[Range],
    path: str,
    helpers: Sequence[Range] = (),
) -> Found | None:
    """Give a reading of what a cue plainly reports, or None if no word of content is left."""
    reading = Reading(cue, CONFIDENCE, content, list(helpers), content_probability=1.0)
    reading.paths.append("clause")
    reading.source, reading.source_path = source, path
    pieces = spans.content_ranges(tree, reading)
    words = frozenset(spans.words(tree, pieces))
    return Found(reading, pieces, words, CONFIDENCE) if words else None


def is_own(tree: Tree, subject: int) -> bool:
    """Whether somebody quoted speaks of what they or the hearers say: `I said that`."""
    return tree.in_quote[subject] >= 0 and tree.lowers[subject] in OWN


def _subject(tree: Tree, cue: int) -> int | None:
    """Find who speaks: the verb's subject, or that of the verb it is joined to.

    So, too, of an aside: "Reed smiled, remarking that it was late".
    """
    verb = cue
    while True:
        for child in tree.children[verb]:
            if tree.deps[child] == "nsubj":
                fits = tree.pos[child] in SPEAKING and tree.lowers[child] not in VOID
                return child if fits else None
        is_aside = tree.deps[verb] == "advcl" and tree.tags[verb] == "VBG"
        if not (is_aside or tree.deps[verb] in ("conj", "xcomp")) or tree.heads[verb] == verb:
            return None
        verb = tree.heads[verb]
