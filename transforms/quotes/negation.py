"""Tell whether a word is denied by what hangs on it: `not`, `never`, `at no point`, `nobody`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transforms.lexicons import lexicon
from transforms.quotes.contents import Range
from transforms.quotes.relations import ANY_SUBJECT
from transforms.quotes.tree import Tree

NEVER = frozenset({"almost", "barely", "hardly", "nearly", "neither", "never", "nor", "nowhere",
                   "scarcely"})  # fmt: skip
NO = frozenset({"no", "neither"})
NOBODY = frozenset({"neither", "nobody", "none", "noone", "nothing"})
FOCUS = frozenset({"alone", "exclusively", "just", "merely", "only", "purely", "simply", "solely"})
"""Behind `not` they leave the act as it was: `did not only say`."""
SOME = frozenset({"a", "all", "any", "both", "every", "everybody", "everyone", "many", "one"})
"""What `not` denies before a subject: `not one witness`."""
HIGHEST = 10
"""How many words up the tree are looked at."""


def is_negated(tree: Tree, node: int, content: Sequence[Range] = ()) -> bool:
    """Whether a negative word hangs on a verb, a noun or an adjective, outside of the content."""
    if has_no(tree, node):
        return True
    below = [i for i in _beside(tree, node) if not any(b <= i < e for b, e in content)]
    to_nobody = (i for i in below if tree.deps[i] in ("dobj", "dative"))
    return (
        any(_is_not(tree, i) for i in below)
        or any(_is_nobody(tree, i) for i in _subjects(tree, node))
        or any(tree.lowers[i] in NOBODY for i in to_nobody)
    )


def _beside(tree: Tree, node: int) -> Iterator[int]:
    """Yield what may deny a word: what hangs on it, and on an adverb at it: `never once said`."""
    for child in tree.children[node]:
        yield child
        if tree.deps[child] == "advmod" and child == node - 1:
            yield from tree.children[child]


def _is_not(tree: Tree, index: int) -> bool:
    word, dep = tree.lowers[index], tree.deps[index]
    if dep == "neg" or word in NEVER:
        is_focus = tree.lowers[index + 1 : index + 2] and tree.lowers[index + 1] in FOCUS
        return dep not in ANY_SUBJECT and (not is_focus or _is_possible(tree, index))
    return dep in ("prep", "advmod", "npadvmod") and any(
        has_no(tree, i) and tree.lemmas[i] in lexicon("occasion")
        for i in (index, *tree.children[index])
    )


def _is_possible(tree: Tree, index: int) -> bool:
    """Tell `cannot just say`, which denies, from `did not just say`."""
    return any(tree.tags[i] == "MD" for i in tree.children[tree.heads[index]])


def _subjects(tree: Tree, node: int) -> Iterator[int]:
    """Yield the subject of a verb, its own or that of the verb it is joined to."""
    for _ in range(HIGHEST):
        own = [i for i in tree.children[node] if tree.deps[i] in ANY_SUBJECT]
        yield from own
        above = tree.heads[node]
        joints = (tree.lowers[i] for i in tree.children[above] if tree.deps[i] == "cc")
        if own or tree.deps[node] != "conj" or "but" in joints:
            return
        node = above


def _is_nobody(tree: Tree, index: int) -> bool:
    """Whether a subject is nobody: `no one`, `neither of them`, `not one witness`."""
    return (
        tree.lowers[index] in NOBODY
        or has_no(tree, index)
        or any(
            tree.lowers[i] == "neither" or (tree.lowers[i] == "not" and tree.lowers[i + 1] in SOME)
            for i in range(tree.left[index], index)
            if tree.heads[i] == index or tree.lowers[i] == "not"
        )
    )


def has_no(tree: Tree, index: int) -> bool:
    """Whether a noun has `no` or `neither` before it."""
    return tree.pos[index] in ("NOUN", "PROPN", "PRON", "NUM", "ADJ") and any(
        tree.deps[i] == "det" and tree.lowers[i] in NO for i in tree.children[index]
    )


def has_subject(tree: Tree, node: int) -> bool:
    """Whether a verb has a subject of its own."""
    return any(tree.deps[i] in ANY_SUBJECT for i in tree.children[node])
