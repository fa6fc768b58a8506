"""Cut what stands around a cue into units that are content or not, after the parse."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from transforms.quotes.cues import kind_of
from transforms.quotes.marks import Quotation
from transforms.quotes.tree import Tree

Range = tuple[int, int]
LEVELS = 3
"""How far up the tree content is looked for: `"…", she said` hangs below what she said."""
DEEPEST = 3
"""How often a unit is divided further."""
GAPS = frozenset(",:;\"“”'‘’-–—")
NOT_WORDS = frozenset({"PUNCT", "SPACE", "SYM"})


class Unit(NamedTuple):
    """A candidate part of a content: a range of tokens, its head and its way from the cue."""

    begin: int
    end: int
    head: int
    path: str
    depth: int
    level: int
    """0 below the cue, 1 and more above it, -1 for a quotation outside the sentence."""


def units(tree: Tree, cue: int) -> Iterator[Unit]:
    """Yield the units around a cue that do not overlap: below it, above it, and quotations."""
    for child in tree.children[cue]:
        if not _is_idle(tree, child):
            yield Unit(tree.left[child], tree.right[child] + 1, child, _step(tree, child), 0, 0)
    below, level = cue, 1
    while level <= LEVELS and tree.heads[below] != below:
        above = tree.heads[below]
        name = f"^{tree.deps[below]}"
        if level > 1:
            name = f"^{level}{name}"
        left = (min(tree.left[above], above), min(tree.left[below], tree.left[cue]))
        right = (tree.right[below] + 1, tree.right[above] + 1)
        if left[0] < left[1]:
            yield Unit(*left, above, name + "<", 0, level)
        if right[0] < right[1]:
            yield Unit(*right, above, name + ">", 0, level)
        below, level = above, level + 1
    yield from _quotations(tree, cue)


def divided(tree: Tree, unit: Unit) -> list[Unit]:
    """Divide a unit: its head with what precedes it, and each thing that follows it.

    A unit above the cue is divided into its head's children and the head.
    """
    if unit.depth >= DEEPEST or unit.level < 0:
        return []
    head, depth = unit.head, unit.depth + 1
    if unit.level and not unit.depth:
        parts = [
            Unit(
                tree.left[c],
                tree.right[c] + 1,
                c,
                f"{unit.path}{_step(tree, c)}",
                depth,
                unit.level,
            )
            for c in tree.children[head]
            if unit.begin <= tree.left[c] and tree.right[c] < unit.end and not _is_idle(tree, c)
        ]
        if unit.begin <= head < unit.end:
            parts.append(Unit(head, head + 1, head, unit.path + "=", DEEPEST, unit.level))
        return parts
    core = Unit(unit.begin, head + 1, head, unit.path + "=", DEEPEST, unit.level)
    right = [
        Unit(tree.left[c], tree.right[c] + 1, c, f"{unit.path} {_step(tree, c)}", depth, unit.level)
        for c in tree.children[head]
        if c > head and not _is_idle(tree, c)
    ]
    return [core, *right] if right else []


def _is_idle(tree: Tree, index: int) -> bool:
    return tree.pos[index] in NOT_WORDS and not tree.children[index]


def _step(tree: Tree, index: int) -> str:
    dep = tree.deps[index]
    return f"{dep}:{tree.lowers[index]}" if dep in ("prep", "agent", "prt", "mark") else dep


def _quotations(tree: Tree, cue: int) -> Iterator[Unit]:
    """Yield the quotations next to the cue's sentence, in its paragraph or after its colon."""
    begin, end = tree.sentences[tree.sentence(cue)]
    start, stop = tree.starts[begin], tree.ends[end - 1]
    at = bisect_left(tree.outer_starts, start)
    if at and tree.outer[at - 1].end <= start:
        gap = tree.text[tree.outer[at - 1].end : start]
        if not gap.strip(" ,\n") and "\n\n" not in gap:
            yield _quoted(tree, tree.outer[at - 1], "prev")
    last = tree.starts[end - 1]
    at = bisect_left(tree.outer_starts, min(last, stop))
    if at < len(tree.outer) and not tree.text[stop : tree.outer[at].start].strip():
        is_far = "\n\n" in tree.text[last : tree.outer[at].start]
        unit = _quoted(tree, tree.outer[at], "next¶" if is_far else "next")
        if unit.begin < unit.end:
            yield unit


def _quoted(tree: Tree, quotation: Quotation, path: str) -> Unit:
    first, last = tree.tokens(quotation.start, quotation.end)
    return Unit(first, last, first, path, DEEPEST, -1)


def features(tree: Tree, cue: int, unit: Unit, siblings: frozenset[str]) -> list[str]:
    """List what is known of a unit as content of a cue."""
    path, head = unit.path, unit.head
    lemma, pos, tag = tree.lemmas[cue], tree.pos[cue], tree.tags[cue]
    first = tree.lowers[unit.begin]
    size = (unit.end - unit.begin).bit_length()
    quoted = tree.count_quoted(unit.begin, unit.end)
    share = round(3 * quoted / max(1, unit.end - unit.begin))
    gap = (
        tree.lowers[unit.begin - 1]
        if unit.begin > cue
        else tree.lowers[min(unit.end, len(tree) - 1)]
    )
    last = path.rsplit(" ", 1)[-1]
    kind = tree.entities[head] or tree.tags[head]
    out = [
        "b",
        f"p={path}",
        f"p={path}|{lemma}|{pos}",
        f"p={path}|{tag}",
        f"p={path}|{kind_of(tree, cue)}|{kind_of(tree, head)}",
        f"p={path}|{size}",
        f"p={path}|{share}",
        f"p={path}|{first}",
        f"p={path}|{kind}",
        f"p={last}|{pos}|{unit.depth}|{unit.level}",
        f"p={last}|{lemma}",
        f"p={last}|{first}",
        f"p={last}|{tree.lemmas[head]}",
        f"p={last}|{share}|{tree.in_quote[cue] >= 0}",
        f"f={first}",
        f"h={tree.lemmas[head]}",
        f"k={kind}",
        f"g={gap if gap in GAPS else ''}|{path}",
        f"g={gap if gap in GAPS else ''}|{unit.begin > cue}",
        f"z={size}",
        f"q={share}",
        f"side={unit.begin > cue}|{pos}",
    ]
    out += [f"sib={sibling}|{path}" for sibling in siblings]
    out += [f"c={path}|{tree.deps[c]}" for c in tree.children[head]]
    return out
