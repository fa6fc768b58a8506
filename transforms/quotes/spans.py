"""Turn ranges of tokens into spans of characters: content, cue and source as people mark them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, pairwise

from transforms.quotes import datelines
from transforms.quotes.attribution import Span
from transforms.quotes.contents import NOT_WORDS, Range
from transforms.quotes.decide import Reading
from transforms.quotes.hearers import hearers
from transforms.quotes.marks import Quotation
from transforms.quotes.tree import Tree

MARKS = frozenset("“”\"‘’„«»'") | {"``", "''"}
BEFORE = frozenset({"aux", "auxpass", "neg", "advmod"})
AFTER = frozenset({"prt", "neg"})


def content_ranges(tree: Tree, reading: Reading) -> list[Range]:
    """Join the content's units, widen them to whole quotations and leave the cue out."""
    taken = set(cue_tokens(tree, reading))
    if reading.source is not None:
        taken.update(range(*source_range(tree, reading)))
    for hearer in hearers(tree, reading.cue):
        taken.update(range(*hearer))
    kept: set[int] = set()
    for begin, end in reading.content:
        kept.update(range(begin, end))
    for number in set(map(tree.in_quote.__getitem__, kept)) - {-1}:
        for quotation in _continued(tree, number):
            first, last = tree.tokens(quotation.start, quotation.end)
            if not first <= reading.cue < last:
                kept.update(range(first, last))
    return [piece for piece in _runs(tree, kept - taken) if _says_something(tree, piece)]


def _continued(tree: Tree, number: int) -> Iterator[Quotation]:
    """Yield a quotation and the paragraphs in which it goes on."""
    yield tree.outer[number]
    while not tree.outer[number].is_closed and number + 1 < len(tree.outer):
        number += 1
        if not tree.outer[number].is_continued:
            return
        yield tree.outer[number]


def _runs(tree: Tree, kept: set[int]) -> Iterable[Range]:
    """Yield runs of tokens, joined over punctuation, without punctuation at their ends."""
    joined: list[Range] = []
    for begin, end in ranges(sorted(kept)):
        if joined and not tree.words(joined[-1][1], begin):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((begin, end))
    for begin, end in joined:
        yield _trimmed(tree, begin, end)


def _trimmed(tree: Tree, begin: int, end: int) -> Range:
    """Leave out punctuation at the ends, but not within or around quotation marks."""
    while begin < end and _is_loose(tree, begin):
        begin += 1
    while begin < end and _is_loose(tree, end - 1):
        end -= 1
    return begin, end


def _is_loose(tree: Tree, index: int) -> bool:
    return tree.pos[index] in NOT_WORDS and (
        tree.pos[index] == "SPACE" or (tree.in_quote[index] < 0 and tree.pos[index] != "SYM")
    )


def _says_something(tree: Tree, piece: Range) -> bool:
    return bool(tree.words(*piece))


def words(tree: Tree, pieces: Iterable[Range]) -> Iterator[int]:
    """Yield the words in ranges of tokens: no marks and no gaps."""
    return chain.from_iterable(tree.words(*piece) for piece in pieces)


def cue_tokens(tree: Tree, reading: Reading) -> list[int]:
    """List the words of a cue: its verb group, particles, and what leads to the content."""
    cue = reading.cue
    out = {cue}
    for child in tree.children[cue]:
        dep = tree.deps[child]
        if (child < cue and dep in BEFORE and _is_near(tree, child, cue)) or dep in AFTER:
            out.update(range(tree.left[child], tree.right[child] + 1))
    for begin, end in reading.helpers:
        out.update(range(begin, end))
    if tree.lowers[cue] == "according" and cue + 1 < len(tree) and tree.lowers[cue + 1] == "to":
        out.add(cue + 1)
    content = reading.content
    outside = {i for i in out if not any(begin <= i < end for begin, end in content)}
    return sorted(outside.union(_saying(tree, cue)))


def _saying(tree: Tree, cue: int) -> Iterator[int]:
    """Yield `as saying` behind `was quoted`: it is no part of what was said."""
    if tree.lemmas[cue] not in ("quote", "cite"):
        return
    for child in tree.children[cue]:
        if tree.lowers[child] == "as":
            verbs = [i for i in tree.children[child] if tree.deps[i] == "pcomp"]
            yield from (i for verb in verbs for i in (child, verb) if tree.tags[verb] == "VBG")


def _is_near(tree: Tree, child: int, cue: int) -> bool:
    return not any(
        tree.deps[i] in ("nsubj", "ccomp") and tree.heads[i] == cue for i in range(child, cue)
    )


def source_range(tree: Tree, reading: Reading) -> Range:
    """Give the whole noun phrase of the source, without the cue's clause or the content."""
    head = reading.source
    if head is None:
        return 0, 0
    begin, end = tree.left[head], tree.right[head] + 1
    blocks = [reading.cue, *(b for b, _ in reading.content), *(e - 1 for _, e in reading.content)]
    blocks += [b for b, _ in reading.helpers]
    for block in blocks:
        if head < block < end:
            end = min(end, _clause_start(tree, head, block))
        elif begin <= block < head:
            begin = block + 1
    begin = datelines.behind(tree, begin, end)
    return _trimmed_source(tree, begin, end, max(begin, head))


def _clause_start(tree: Tree, head: int, inside: int) -> int:
    """Find where the dependent of `head` begins in which a token lies."""
    node = inside
    while tree.heads[node] != head and tree.heads[node] != node:
        node = tree.heads[node]
    return max(head + 1, min(tree.left[node], inside))


def _trimmed_source(tree: Tree, begin: int, end: int, head: int) -> Range:
    while end - 1 > head and (tree.pos[end - 1] in NOT_WORDS or tree.deps[end - 1] == "case"):
        end -= 1
    while begin < head and (tree.pos[begin] in NOT_WORDS or tree.lowers[begin] in MARKS):
        begin += 1
    if tree.deps[head] == "poss" and tree.deps[end - 1] == "case":
        end -= 1
    behind = tree.lowers[head + 1 : end]
    if "(" in behind and ")" not in behind:
        is_closed = tree.lowers[end : end + 1] == [")"]
        end = end + 1 if is_closed else head + 1 + behind.index("(")
    return begin, end


def characters(tree: Tree, pieces: Iterable[Range]) -> tuple[Span, ...]:
    """Turn ranges of tokens into spans of characters.

    Where a token joins a closing mark to what follows, as in `”—`, the span ends with the mark.
    """
    return tuple((tree.starts[b], _end(tree, e - 1)) for b, e in pieces if b < e)


def _end(tree: Tree, last: int) -> int:
    quotation = tree.quotation(last)
    if quotation and tree.starts[last] < quotation.end < tree.ends[last]:
        return quotation.end
    return tree.ends[last]


def ranges(tokens: list[int]) -> list[Range]:
    """Group sorted tokens into ranges."""
    if not tokens:
        return []
    breaks = [i for i, (one, other) in enumerate(pairwise(tokens), 1) if other - one > 1]
    return [(tokens[i], tokens[j - 1] + 1) for i, j in pairwise([0, *breaks, len(tokens)])]
