"""Read who is put between a subject and its verb: `Silence, he would say, was music, too`.

The parser takes the words before for an aside of the verb of speech, or what stands between for
an aside of the verb behind it; the commas tell. In `a man who she says paid` and `something she
says would cost a fortune`, it hangs the verb of speech on what the other verb is said of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy

from transforms.quotes import spans
from transforms.quotes.certain import is_own, stated
from transforms.quotes.contents import NOT_WORDS
from transforms.quotes.features import NUMBERS
from transforms.quotes.rank import Found
from transforms.quotes.reported import FINITE, GOING_ON, goes
from transforms.quotes.tree import Tree

MOST_WORDS = 12
"""Words that may stand between the commas."""
RELATIVE = frozenset({"WP", "WDT"})
HABIT = frozenset({"like", "love", "use"})
"""Verbs of a habit before the one of speech: `he liked to say`."""
COMPLEMENTS = frozenset({"ccomp", "xcomp"})
COMMA = ","
CLOSING = frozenset({".", ";", ":", "?", "!"})


def with_interjected(tree: Tree, kept: list[Found]) -> list[Found]:
    """Add a reading for each verb of speech between commas, for one that lacks a part of it."""
    by_cue = defaultdict(list)
    for one in kept:
        by_cue[one.reading.cue].append(one)
    taken = {index for one in kept for index in spans.cue_tokens(tree, one.reading)}
    said = (tree.kind == NUMBERS["reports"]) | (tree.columns["lemma"] == NUMBERS[GOING_ON])
    made: list[Found] = []
    less: set[int] = set()
    for cue in numpy.flatnonzero(said).tolist():
        if cue in taken and cue not in by_cue:
            continue
        found = _related(tree, cue) if tree.deps[cue] == "relcl" else _read(tree, cue)
        if found and all(_says_less(one, found) for one in by_cue[cue]):
            made.append(found)
            less.update(map(id, by_cue[cue]))
    return [one for one in kept if id(one) not in less] + made


def _says_less(one: Found, other: Found) -> bool:
    """Whether a reading lacks a part of another, or all of it: `tea` of `he said over tea`."""
    return one.words < other.words or one.words.isdisjoint(other.words)


def _read(tree: Tree, cue: int) -> Found | None:
    if goes(tree, cue):
        return None
    top = cue
    if tree.deps[cue] == "xcomp" and tree.lemmas[tree.heads[cue]] in HABIT:
        top = tree.heads[cue]
    subjects = (i for i in tree.children[top] if tree.deps[i] == "nsubj" and i < top)
    subject = next(subjects, None)
    if subject is None or tree.tags[subject] in RELATIVE or is_own(tree, subject):
        return None
    if tree.tags[top] not in FINITE | {"VB"}:
        return None
    first, last = tree.sentences[tree.sentence(cue)]
    begin, end = tree.left[subject], next(_commas(tree, cue, last), last)
    if begin <= first or tree.lowers[begin - 1] != COMMA or end == last:
        return None
    if end - begin > MOST_WORDS or not _is_aside(tree, begin, end, {top, cue}):
        return None
    opening, closing = _opening(tree, first, begin - 1), _closing(tree, end + 1, last)
    if not _is_subject(tree, opening, begin - 1) or not _goes_on(tree, end + 1, closing):
        return None
    return stated(tree, cue, subject, [(opening, begin - 1), (end + 1, closing)], "/nsubj<")


def _related(tree: Tree, cue: int) -> Found | None:
    """Read a verb of speech in a relative clause whose own verb stands behind it."""
    of = tree.heads[cue]
    subject = next((i for i in tree.children[cue] if tree.tags[i] not in RELATIVE
                    and tree.deps[i] == "nsubj" and of < i < cue), None)  # fmt: skip
    if subject is None or is_own(tree, subject) or tree.in_quote[cue] != tree.in_quote[of]:
        return None
    behind = [i for i in tree.children[cue] if i > cue and tree.deps[i] in COMPLEMENTS]
    verb = behind[0] if behind else tree.heads[of]
    closing = tree.right[verb] + 1
    begin = tree.left[subject]
    if verb < cue or not _goes_on(tree, cue + 1, closing):
        return None
    is_led = tree.tags[begin - 1] in RELATIVE
    opening, end = tree.left[of], begin - is_led
    if is_led == (not behind) or not tree.words(opening, end):
        return None
    return stated(tree, cue, subject, [(opening, end), (cue + 1, closing)], "/nsubj<")


def _commas(tree: Tree, start: int, stop: int) -> Iterator[int]:
    return (i for i in range(start, stop) if tree.lowers[i] == COMMA)


def _is_aside(tree: Tree, begin: int, end: int, verbs: set[int]) -> bool:
    """Whether all between the commas hangs on the verb of speech, and nothing of it is quoted."""
    for at in range(begin, end):
        if tree.in_quote[at] >= 0 or tree.pos[at] in NOT_WORDS:
            return False
        if tree.pos[at] in {"VERB", "AUX"} and at not in verbs and tree.deps[at] != "aux":
            return False
    return True


def _opening(tree: Tree, first: int, comma: int) -> int:
    """Find where the clause begins that is broken off at a comma."""
    marks = (i + 1 for i in range(comma - 1, first - 1, -1) if tree.lowers[i] in CLOSING)
    start = next(marks, first)
    while start < comma and tree.pos[start] == "SPACE":
        start += 1
    return start


def _closing(tree: Tree, start: int, last: int) -> int:
    """Find where the clause ends that goes on behind a comma."""
    return next((i for i in range(start, last) if tree.lowers[i] in CLOSING), last)


def _is_subject(tree: Tree, begin: int, end: int) -> bool:
    """Whether a noun phrase stands alone: no verb of its own, and nothing that is quoted."""
    tags = tree.tags[begin:end]
    if not tags or FINITE.intersection(tags) or COMMA in tree.lowers[begin:end]:
        return False
    is_told = any(tree.in_quote[at] >= 0 for at in range(begin, end))
    return not is_told and any(tag.startswith(("NN", "PRP", "DT")) for tag in tags)


def _goes_on(tree: Tree, begin: int, end: int) -> bool:
    """Whether a finite verb follows at once, or behind an adverb."""
    at = begin
    while at < end and tree.pos[at] == "ADV":
        at += 1
    return at < end - 1 and tree.tags[at] in FINITE
