"""Tell whether a word is denied by what hangs on it: `not`, `never`, `at no point`, `nobody`."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.quotes.lexicon import lexicon
from transforms.quotes.relations import SUBJECTS
from transforms.quotes.tree import Tree

NEVER = frozenset({"barely", "hardly", "neither", "never", "nor", "nowhere", "scarcely"})
NO = frozenset({"no", "neither"})
NOBODY = frozenset({"neither", "nobody", "none", "noone", "nothing"})
FOCUS = frozenset({"alone", "exclusively", "just", "merely", "only", "purely", "simply", "solely"})
"""Behind `not` they leave the act as it was: `did not only say`."""
HIGHEST = 10
"""How many words up the tree are looked at."""


def is_negated(tree: Tree, node: int) -> bool:
    """Whether a negative word hangs on a verb, a noun or an adjective itself."""
    if has_no(tree, node):
        return True
    return any(_is_not(tree, i) for i in _beside(tree, node)) or any(
        _is_nobody(tree, i) for i in _subjects(tree, node)
    )


def _beside(tree: Tree, node: int) -> Iterator[int]:
    """Yield what may deny a word: what hangs on it, and on its adverbs: `never once`."""
    for child in tree.children[node]:
        yield child
        if tree.deps[child] == "advmod":
            yield from tree.children[child]


def _is_not(tree: Tree, index: int) -> bool:
    word, dep = tree.lowers[index], tree.deps[index]
    if dep == "neg" or word in NEVER:
        behind = tree.lowers[index + 1 : index + 3]
        return dep not in SUBJECTS and FOCUS.isdisjoint(behind[:1])
    return dep in ("prep", "advmod", "npadvmod") and any(
        has_no(tree, i) and tree.lemmas[i] in lexicon("occasions")
        for i in (index, *tree.children[index])
    )


def _subjects(tree: Tree, node: int) -> Iterator[int]:
    """Yield the subject of a verb, its own or that of the verb it is joined to."""
    for _ in range(HIGHEST):
        own = [i for i in tree.children[node] if tree.deps[i] in SUBJECTS]
        yield from own
        above = tree.heads[node]
        joints = (tree.lowers[i] for i in tree.children[above] if tree.deps[i] == "cc")
        if own or tree.deps[node] != "conj" or "but" in joints:
            return
        node = above


def _is_nobody(tree: Tree, index: int) -> bool:
    return (
        tree.lowers[index] in NOBODY
        or has_no(tree, index)
        or any(
            tree.deps[i] in ("neg", "preconj", "cc") and tree.lowers[i] in {"not", "neither"}
            for i in tree.children[index]
            if i < index
        )
    )


def has_no(tree: Tree, index: int) -> bool:
    """Whether a noun has `no` or `neither` before it."""
    return tree.pos[index] in ("NOUN", "PROPN", "PRON", "NUM", "ADJ") and any(
        tree.deps[i] == "det" and tree.lowers[i] in NO for i in tree.children[index]
    )


def has_subject(tree: Tree, node: int) -> bool:
    """Whether a verb has a subject of its own."""
    return any(tree.deps[i] in SUBJECTS for i in tree.children[node])
