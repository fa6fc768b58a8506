"""Tell acts of not speaking, which are no statements: `asked not to be named`."""

from __future__ import annotations

from transforms.lexicons import lexicon
from transforms.quotes.decide import Reading
from transforms.quotes.denial import is_denied, withholds
from transforms.quotes.rank import Found
from transforms.quotes.tree import Tree

SELF = lexicon("private")
RESPONDING = lexicon("responds")
ASKED = RESPONDING | lexicon("enquiry")
"""What goes unanswered."""
CLAUSES = frozenset({"ccomp", "pcomp"})
BARE = "VB"


def is_unspoken(tree: Tree, one: Found) -> bool:
    """Whether a reading tells only that somebody does not speak, or not under their name."""
    cue, words = one.reading.cue, one.words
    tops = (i for i in sorted(words) if tree.heads[i] not in words - {i})
    top = next(tops, min(words))
    if any(tree.in_quote[i] >= 0 for i in words) or tree.deps[top] in ("ccomp", "ROOT"):
        return _is_unnamed(tree, one, top)
    if _is_hidden(tree, cue) or tree.lemmas[tree.heads[top]] == "condition":
        return True
    return _is_hidden(tree, top) or _is_unnamed(tree, one, top) or _is_silent(tree, one, top)


def _is_hidden(tree: Tree, index: int) -> bool:
    """Whether somebody asks for anonymity, insists on it or stays anonymous."""
    near = [index, *tree.children[index]]
    near += [i for led in tree.children[index] if tree.deps[led] == "prep"
             for i in tree.children[led]]  # fmt: skip
    kept = ("dobj", "pobj", "acomp", "attr", "oprd")
    return any(tree.lemmas[i].lower() in lexicon("hidden") and tree.deps[i] in kept for i in near)


def _is_unnamed(tree: Tree, one: Found, top: int) -> bool:
    """Read `not to be named`, `that he be identified only by`, `that his name be withheld`."""
    below = tree.children[top]
    is_passive = any(tree.deps[i] == "auxpass" for i in below)
    is_open = is_passive and _is_asked(tree, top)
    if is_open and tree.lemmas[top] in lexicon("exposes"):
        words = tree.lowers[tree.left[top] : tree.right[top] + 1]
        return "only" in words or "not" in words or is_denied(tree, one.reading)
    if is_passive:
        return is_open and any(_is_own(tree, i) for i in below if tree.deps[i] == "nsubjpass")
    own = any(_is_own(tree, i) for i in below if tree.deps[i] == "dobj")
    return own and ("not" in {tree.lowers[i] for i in below} or is_denied(tree, one.reading))


def _is_asked(tree: Tree, verb: int) -> bool:
    """Whether a passive is a wish, not a fact: `to be named`, `that he be named`."""
    helpers = [i for i in tree.children[verb] if tree.deps[i] in ("aux", "auxpass")]
    return all(tree.tags[i] in (BARE, "TO") for i in helpers) and bool(helpers)


def _is_own(tree: Tree, noun: int) -> bool:
    is_owned = any(tree.deps[i] == "poss" for i in tree.children[noun])
    return is_owned and tree.lemmas[noun] in SELF | {f"{word}s" for word in SELF}


def _is_silent(tree: Tree, one: Found, top: int) -> bool:
    """Read `declined to comment`, `did not respond to a request`; but not `to say whether`."""
    reading, lemma = one.reading, tree.lemmas[top]
    if any(tree.deps[i] in CLAUSES and i in one.words for i in range(top, max(one.words) + 1)):
        return False
    if lemma in ASKED and tree.pos[top] == "NOUN":
        return _declines(tree, reading) or (
            tree.lemmas[reading.cue] in RESPONDING | {"return"} and is_denied(tree, reading)
        )
    return lemma in RESPONDING and _declines(tree, reading)


def _declines(tree: Tree, reading: Reading) -> bool:
    return withholds(tree, reading.cue) and not any(
        tree.deps[i] == "neg" for i in tree.children[reading.cue]
    )
