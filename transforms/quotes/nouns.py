"""Find the noun phrases that stand for who speaks, and for what is spoken of."""

from __future__ import annotations

from functools import cache

from transforms.lexicons import labelled, lexicon
from transforms.quotes.certain import is_own
from transforms.quotes.contents import Range
from transforms.quotes.tree import Tree

RELATIVE = frozenset({"which", "that", "who"})
ACTING = ("er", "or", "ist", "ian", "man", "woman", "ee")
"""How nouns for people who do something end."""
PLACED = frozenset({"DATE", "TIME", "CARDINAL", "MONEY", "PERCENT", "QUANTITY"})


def child_by(tree: Tree, head: int, dep: str, word: str) -> int | None:
    """Find the word below another that hangs on it by a relation."""
    fits = (i for i in tree.children[head] if tree.deps[i] == dep and tree.lowers[i] == word)
    return next(fits, None)


def led_by(tree: Tree, head: int, words: frozenset[str]) -> int | None:
    """Find the preposition behind a word that is one of some."""
    for child in tree.children[head]:
        if child > head and tree.deps[child] in ("prep", "agent") and tree.lowers[child] in words:
            return child
    return None


def object_of(tree: Tree, preposition: int | None) -> int | None:
    """Find the noun behind a preposition."""
    if preposition is None:
        return None
    return next((i for i in tree.children[preposition] if tree.deps[i] == "pobj"), None)


def resolved(tree: Tree, index: int | None) -> int | None:
    """Give what a relative pronoun stands for: the noun that its clause hangs on."""
    if index is None or tree.lowers[index] not in RELATIVE:
        return index
    node = index
    while tree.heads[node] != node:
        if tree.deps[node] == "relcl":
            return tree.heads[node]
        node = tree.heads[node]
    return index


def phrase(tree: Tree, index: int) -> Range:
    """Give a noun phrase, or the one that a relative pronoun stands for, without its clauses."""
    head = resolved(tree, index)
    if head is None or head == index:
        return tree.left[index], tree.right[index] + 1
    end = min((tree.left[i] for i in tree.children[head] if tree.deps[i] == "relcl" and i > head),
              default=tree.right[head] + 1)  # fmt: skip
    return tree.left[head], end


def is_somebody(tree: Tree, index: int | None, *, anybody: bool = False) -> bool:
    """Whether a word may be a source; `anybody` lets nobody be named."""
    if index is None:
        return anybody
    return (
        tree.pos[index] in ("NOUN", "PROPN", "PRON")
        and tree.lowers[index] not in ("it", "this", "that", "there", "which", "what")
        and tree.entities[index] not in PLACED
        and not is_own(tree, index)
    )


def is_lifeless(tree: Tree, index: int) -> bool:
    """Whether a common noun names neither people nor a body nor what they say: `two posts`."""
    if tree.pos[index] != "NOUN" or tree.entities[index]:
        return False
    known = {tree.lowers[index], tree.lemmas[index].lower()}
    return known.isdisjoint(_speaking()) and not tree.lemmas[index].endswith(ACTING)


@cache
def _speaking() -> frozenset[str]:
    """List the nouns for people, bodies and texts that may speak."""
    people = lexicon("office") | lexicon("unnamed") | lexicon("informant") | lexicon("part")
    known = people | lexicon("body") | (lexicon("saying") - lexicon("thing"))
    return known | labelled("people_nouns").keys() | labelled("group_nouns").keys()
