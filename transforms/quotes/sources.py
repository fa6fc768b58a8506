"""Find who speaks: the subject, the agent, the possessor, near the cue or above it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from transforms.quotes.tree import Tree

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
OF = frozenset({"by", "of", "from", "to", "for", "in", "with", "among", "on"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"})
LEVELS = 4


class Candidate(NamedTuple):
    """A token that may head the source, or None for a cue without one."""

    head: int | None
    path: str


def candidates(tree: Tree, cue: int) -> list[Candidate]:
    """List who may be the source of a cue, nearest first, and nobody last."""
    seen: dict[int, Candidate] = {}
    node, path = cue, ""
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
    return [*seen.values(), Candidate(None, "")]


def _below(tree: Tree, node: int, path: str, cue: int) -> Iterator[Candidate]:
    for child in tree.children[node]:
        dep = tree.deps[child]
        if tree.pos[child] in NOMINAL and (dep in SUBJECTS or dep == "poss"):
            yield Candidate(child, f"{path}/{dep}{'<' if child < cue else '>'}")
        elif dep in ("prep", "agent") and tree.lowers[child] in OF:
            for inner in tree.children[child]:
                if tree.deps[inner] == "pobj":
                    yield Candidate(inner, f"{path}/{dep}:{tree.lowers[child]}")
        elif tree.pos[child] in NOMINAL and node == cue:
            yield Candidate(child, f"{path}/{dep}{'<' if child < cue else '>'}")


def features(tree: Tree, cue: int, candidate: Candidate, order: int) -> list[str]:
    """List what is known of a candidate source."""
    lemma, pos, tag = tree.lemmas[cue], tree.pos[cue], tree.tags[cue]
    head = candidate.head
    if head is None:
        has_subject = any(tree.deps[c] in SUBJECTS for c in tree.children[cue])
        return [
            "none",
            f"none|{pos}",
            f"none|{tag}",
            f"none|{lemma}",
            f"none|{has_subject}|{tag}",
            f"none|{tree.deps[cue]}|{has_subject}",
            f"none|{any(tree.deps[c] == 'auxpass' for c in tree.children[cue])}",
        ]
    path = candidate.path
    kind = tree.entities[head] or (
        tree.lowers[head] if tree.pos[head] == "PRON" else tree.tags[head]
    )
    passive = any(tree.deps[c] == "auxpass" for c in tree.children[cue])
    return [
        f"p={path}",
        f"p={path}|{tag}",
        f"p={path}|{pos}",
        f"p={path}|{lemma}",
        f"p={path}|{passive}",
        f"k={kind}",
        f"pk={path}|{kind}",
        f"l={tree.lemmas[head]}",
        f"o={min(order, 4)}",
        f"q={tree.in_quote[head] >= 0}|{tree.in_quote[cue] >= 0}",
        f"dist={min(abs(head - cue) // 3, 6)}|{head < cue}",
        f"up={path.count('^')}|{tag}",
    ]
