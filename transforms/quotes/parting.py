"""End a content where another report or the narrator goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from transforms.quotes import spans
from transforms.quotes.contents import NOT_WORDS, Range
from transforms.quotes.rank import Found
from transforms.quotes.relations import ANY_SUBJECT
from transforms.quotes.tree import Tree

JOINTS = frozenset({"and", "but", "or", "while", "yet", "though"})
CONTRASTS = frozenset({"although", "as", "even", "though", "whereas", "while", "whilst"})
"""What joins the report of another to that of somebody, and may stand within what they say."""
FINISHED = frozenset(",.?!…")
"""What stands before the closing mark of a whole utterance."""
CLOSING = "\"”’'»“"
REST = 2
"""Tokens behind a clause that ends its content: a mark, perhaps one more."""


def parted(tree: Tree, one: Found, found: list[Found]) -> Found:
    """End a content where another verb of the same subject begins: `said that …, but denied`."""
    source, cue = one.reading.source, one.reading.cue
    if source is None or source in one.words:
        return one
    others = (o.reading.cue for o in found if o.reading.source == source and o is not one)
    joined = (at for at in others if at in one.words and at > cue and tree.deps[at] == "conj")
    cut = min(joined, default=None)
    if cut is None or tree.in_quote[cut] >= 0:
        return one
    cut = min([cut, *(i for i in tree.children[cut] if tree.deps[i] in spans.BEFORE)])
    pieces = [(begin, min(end, cut)) for begin, end in one.pieces if begin < cut]
    return _ended(tree, one, pieces)


def yielded(tree: Tree, one: Found, near: Sequence[Found]) -> Found:
    """End a content where another's report begins: `warned that …, while Pine argued that …`."""
    last = one.pieces[-1][1]
    starts = [_joint(tree, other) for other in near if _is_within(tree, other, one)]
    cuts = [
        cut for cut, end in filter(None, starts) if _main(tree, one) < cut and end + REST >= last
    ]
    if not cuts:
        is_joined = tree.tags[last - 1] == "CC" and tree.in_quote[last - 1] < 0
        return _ended(tree, one, one.pieces) if is_joined else one
    return _ended(tree, one, [(b, min(e, min(cuts))) for b, e in one.pieces if b < min(cuts)])


def _is_within(tree: Tree, other: Found, one: Found) -> bool:
    """Whether somebody else's report stands in a content, unquoted, its subject with it."""
    cue, source = other.reading.cue, other.reading.source
    return (
        other is not one
        and cue in one.words
        and source in one.words
        and cue > one.reading.cue
        and tree.in_quote[cue] == tree.in_quote[one.reading.cue]
    )


def _joint(tree: Tree, other: Found) -> Range | None:
    """Give where the clause of a report begins and ends that a word of contrast joins to another.

    What somebody `had said` belongs to what is told of, not to the teller.
    """
    cue = other.reading.cue
    begin, end = tree.left[cue], tree.right[cue] + 1
    if tree.deps[cue] == "pcomp" and tree.lowers[tree.heads[cue]] == "with":
        return tree.heads[cue], end
    has = (tree.lowers[i] for i in tree.children[cue] if tree.deps[i] == "aux")
    marks = {tree.lowers[i] for i in tree.children[cue] if tree.deps[i] in ("mark", "advmod")}
    is_joined = tree.deps[cue] == "advcl" and not marks.isdisjoint(CONTRASTS)
    if not is_joined or "had" in has or not _is_reported(tree, other):
        return None
    is_parted = tree.lowers[begin - 1] == ","
    return (begin, end) if is_parted or marks & {"while", "whilst", "whereas"} else None


def _is_reported(tree: Tree, other: Found) -> bool:
    """Whether a clause or a quotation is reported: `as she told her son a story` is none."""
    is_quoted = any(tree.in_quote[i] != tree.in_quote[other.reading.cue] for i in other.words)
    return is_quoted or any(
        tree.deps[i] == "ccomp" and i in other.words for i in tree.children[other.reading.cue]
    )


def _main(tree: Tree, one: Found) -> int:
    """Give the verb of a content: what stands before it belongs to it."""
    tops = (i for i in sorted(one.words) if tree.heads[i] not in one.words)
    return next(tops, min(one.words))


def narrated(tree: Tree, one: Found) -> Found:
    """Leave the narrator what follows an utterance: `“We won,” he told a crowd in the rain`."""
    cue = one.reading.cue
    if not any(end <= cue and _is_whole(tree, (begin, end)) for begin, end in one.pieces):
        return one
    kept = (p if p[0] < cue or _goes_on(tree, p, cue) else _quoted(tree, p) for p in one.pieces)
    return less(one, [piece for piece in kept if piece[0] < piece[1]])


def _quoted(tree: Tree, piece: Range) -> Range:
    """Cut what the narrator says before the next quotation, which a mark parts off."""
    begin, end = piece
    first = next((i for i in range(begin, end) if tree.in_quote[i] >= 0), end)
    is_apart = first == end or tree.pos[first - 1] in NOT_WORDS
    return (first, end) if first > begin and is_apart else piece


def _is_whole(tree: Tree, piece: Range) -> bool:
    """Whether a piece is a quotation that ends as an utterance does."""
    begin, end = piece
    text = tree.text[tree.starts[begin] : tree.ends[end - 1]]
    behind = tree.text[tree.ends[end - 1] : tree.ends[end - 1] + 1]
    is_quoted = tree.in_quote[begin] >= 0 and tree.in_quote[end - 1] >= 0
    return is_quoted and (text.rstrip(CLOSING)[-1:] in FINISHED or behind == ",")


def _goes_on(tree: Tree, piece: Range, cue: int) -> bool:
    """Whether a clause with a verb and a subject of its own hangs on the cue: `…,” and that …`."""
    return any(
        tree.deps[i] in ("ccomp", "conj") and tree.heads[i] == cue and _has_subject(tree, i)
        for i in range(*piece)
    )


def _has_subject(tree: Tree, verb: int) -> bool:
    return any(tree.deps[i] in ANY_SUBJECT for i in tree.children[verb])


def _ended(tree: Tree, one: Found, pieces: list[Range]) -> Found:
    """Leave a reading what stands before a cut, without the word that joined what is cut."""
    begin, end = pieces[-1]
    while end > begin and (tree.pos[end - 1] in NOT_WORDS or tree.lowers[end - 1] in JOINTS):
        end -= 1
    return less(one, [*pieces[:-1], (begin, end)])


def less(one: Found, pieces: list[Range]) -> Found:
    """Leave a reading some of its content, unless that has no word."""
    if pieces == one.pieces:
        return one
    words = frozenset(i for i in one.words if any(begin <= i < end for begin, end in pieces))
    return replace(one, pieces=pieces, words=words) if words else one
