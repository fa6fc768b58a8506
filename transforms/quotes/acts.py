"""Read acts that are statements: `confessed to the kidnapping`, `asked for calm`, `pleaded guilty`.

No clause and no quotation tells what was said, but the verb and its preposition leave no doubt.
"""

from __future__ import annotations

from functools import cache

import numpy

from transforms.lexicons import lexicon, taking
from transforms.quotes import spans
from transforms.quotes.certain import stated
from transforms.quotes.features import NUMBERS
from transforms.quotes.nouns import is_lifeless, is_somebody
from transforms.quotes.rank import Found
from transforms.quotes.relations import ANY_SUBJECT
from transforms.quotes.table import Sets
from transforms.quotes.tree import Tree

ANYTHING = "*"
NOUN = "="
CARRIED = "+"
MODAL = "MD"
ABOUT = frozenset({"about", "at", "for", "in", "of", "on", "over", "regarding", "that", "with"})
CLAUSES = frozenset({"ccomp"})
THINGS = frozenset({"dobj", "acomp", "oprd", "attr"})


@cache
def _verbs() -> Sets:
    return Sets(acts=taking("act"))


def with_acts(tree: Tree, kept: list[Found]) -> list[Found]:
    """Add a reading for each such act that nothing else reads, and that nobody tells of."""
    taken = {index for one in kept for index in spans.cue_tokens(tree, one.reading)}
    taken.update(*(one.words for one in kept))
    is_listed = _verbs().of(tree.columns["lemma"])["acts"]
    cues = numpy.flatnonzero(is_listed & (tree.columns["pos"] == NUMBERS["VERB"])).tolist()
    made = (_read(tree, cue) for cue in cues if cue not in taken)
    return kept + [one for one in made if one is not None]


def _read(tree: Tree, cue: int) -> Found | None:
    """Read a verb in the active with somebody as its subject and what it takes behind it."""
    below = tree.children[cue]
    subject = next((i for i in below if tree.deps[i] in ANY_SUBJECT and i < cue), None)
    if subject is None or tree.deps[subject] != "nsubj" or not is_somebody(tree, subject):
        return None
    is_done = (
        not is_lifeless(tree, subject)
        and tree.in_quote[cue] < 0
        and all(tree.deps[i] not in CLAUSES and tree.tags[i] != MODAL for i in below)
    )
    if not is_done:
        return None
    for child in (i for i in below if i > cue):
        if found := _taken(tree, cue, subject, child):
            return found
    return None


def _taken(tree: Tree, cue: int, subject: int, child: int) -> Found | None:
    """Read one thing behind a verb, if the verb takes it."""
    takes, word = taking("act").get(tree.lemmas[cue], frozenset[str]()), tree.lowers[child]
    end = tree.right[child] + 1
    if tree.deps[child] == "prep" and word in takes and end > child + 1:
        return stated(tree, cue, subject, [(child + 1, end)], "/nsubj<", [(child, child + 1)])
    if tree.deps[child] == "dobj" and CARRIED in takes:
        return _voiced(tree, cue, subject, child)
    is_thing = tree.deps[child] in THINGS and f"{NOUN}{word}" in takes
    is_any = ANYTHING in takes and tree.deps[child] in ("dobj", "xcomp")
    if is_thing or is_any:
        return stated(tree, cue, subject, [(tree.left[child], end)], "/nsubj<")
    return None


def _voiced(tree: Tree, cue: int, subject: int, noun: int) -> Found | None:
    """Read a noun for what is said that a verb carries: `voiced concern over the road`."""
    if tree.lemmas[noun] not in lexicon("saying"):
        return None
    about = (i for i in tree.children[noun] if i > noun and tree.lowers[i] in ABOUT)
    led = next((i for i in about if tree.right[i] > i), None)
    if led is None:
        return None
    content = [(led + 1, tree.right[led] + 1)]
    return stated(tree, cue, subject, content, "/nsubj<", [(tree.left[noun], led + 1)])
