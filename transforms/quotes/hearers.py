"""Tell who only hears what is said: "residents were told that", "he told the programme: …"."""

from __future__ import annotations

from transforms.lexicons import lexicon
from transforms.quotes.relations import ANY_SUBJECT
from transforms.quotes.tree import Tree

OBJECTS = frozenset({"dobj", "dative", "iobj"})
BELONGING = frozenset({"poss", "compound", "nmod", "amod", "appos"})
"""How a noun hangs on another to which it belongs: "Radio Four's programme"."""
CLAUSES = frozenset({"acl", "advcl", "relcl", "conj"})
BY, FROM = ("/agent:by", "/prep:by"), "/prep:from"


def is_heard(tree: Tree, cue: int) -> bool:
    """Tell whether a cue tells of what its subject hears: "were told", "having been warned"."""
    if tree.pos[cue] != "VERB" or tree.lemmas[cue] not in lexicon("tells"):
        return False
    below = {tree.deps[child] for child in tree.children[cue]}
    if below & {"auxpass", "nsubjpass"}:
        return True
    return tree.tags[cue] == "VBN" and tree.deps[cue] in CLAUSES and "aux" not in below


def hearers(tree: Tree, cue: int) -> list[tuple[int, int]]:
    """List the ranges of those who hear, as subjects of what is told them."""
    if not is_heard(tree, cue):
        return []
    subjects = (child for child in tree.children[cue] if tree.deps[child] in ANY_SUBJECT)
    return [(tree.left[child], tree.right[child] + 1) for child in subjects]


def agent(tree: Tree, cue: int, word: str) -> int | None:
    """Find whom "by" names behind a verb in the passive, or "from" behind "heard"."""
    by = (child for child in tree.children[cue] if tree.lowers[child] == word and child > cue)
    nouns = (noun for led in by for noun in tree.children[led] if tree.deps[noun] == "pobj")
    return next(nouns, None)


def only_hears(tree: Tree, cue: int, head: int, path: str, is_passive: bool) -> bool:
    """Tell whether a noun is told something, by the cue or by a verb before a colon.

    Where a cue tells of hearing, nobody speaks but whom "by" names, or "from" behind "heard".
    """
    if is_passive:
        return path not in BY
    if tree.lemmas[cue] == "hear" and tree.pos[cue] == "VERB":
        return path != FROM
    if tree.pos[cue] == "PUNCT":
        while tree.deps[head] in BELONGING:
            head = tree.heads[head]
    verb = tree.heads[head]
    told = tree.deps[head] in OBJECTS and tree.lemmas[verb] in lexicon("tells")
    return told and tree.pos[verb] == "VERB" and (verb == cue or tree.pos[cue] == "PUNCT")
