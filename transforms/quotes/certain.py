"""Read what the syntax leaves no doubt about, however unsure the estimate is.

A verb of speech with somebody as its subject and a clause that begins with `that`; a noun for
what is said with its owner and such a clause; `is said to`. The estimate has seen too few of
these within what others say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy

from transforms.quotes import spans
from transforms.quotes.contents import Range
from transforms.quotes.decide import Reading
from transforms.quotes.features import NUMBERS
from transforms.quotes.rank import Found
from transforms.quotes.relations import SUBJECTS
from transforms.quotes.tree import Tree

CONFIDENCE = 0.5
OWNERS = frozenset({"poss"})
PUT = "put"
RAISED = frozenset({"allege", "claim", "report", "rumor", "rumour", "say"})
"""Verbs that tell of others' words in the passive: `is said to be`."""
ADDRESSING = frozenset({"assure", "inform", "notify", "promise", "remind", "tell", "warn"})
VOWING = frozenset({"pledge", "promise", "swear", "vow"})
GOING_ON = "go"
"""Reports with `on` behind it: `he went on`."""
FARTHEST = 8
"""Words between a verb of speech and the colon that leads in what is said."""
VERBS = frozenset({"VERB", "AUX"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
MEASURES = frozenset({"so", "such"})
SPEAKING = frozenset({"NOUN", "PROPN", "PRON"})
OWN = frozenset({"i", "we", "you", "my", "our", "your"})
VOID = frozenset({"it", "that", "this", "there", "which", "what"})
"""Subjects that stand for a thing: `it shows that` reports nobody's words."""


def certain(tree: Tree, kept: Sequence[Found]) -> Iterator[Found]:
    """Yield a reading for each clear report whose verb or noun is no cue yet.

    A noun whose clause is already most of a content says nothing new: `reiterated its stance that`.
    """
    taken = {index for one in kept for index in spans.cue_tokens(tree, one.reading)}
    lemma = tree.columns["lemma"]
    is_clear = tree.listed["clear"] | (lemma == NUMBERS[PUT])
    is_verb = is_clear & (tree.columns["pos"] == NUMBERS["VERB"])
    is_noun = tree.kind == NUMBERS["saying"]
    for cue in numpy.flatnonzero(is_verb | is_noun).tolist():
        if cue in taken:
            continue
        found = _told(tree, cue) if is_verb[cue] else _owned(tree, cue)
        if found and (is_verb[cue] or not is_said(found, kept)):
            yield found


def is_said(found: Found, kept: Sequence[Found]) -> bool:
    """Whether most of a content is that of another reading already."""
    words = found.words
    return any(2 * len(words & one.words) > len(words | one.words) for one in kept)


def _told(tree: Tree, cue: int) -> Found | None:
    """Read a verb with its subject and what it reports."""
    if tree.lemmas[cue] == PUT:
        return _put(tree, cue)
    if tree.lemmas[cue] in RAISED and (raised := _raised(tree, cue)):
        return raised
    subject = None if goes(tree, cue) else _subject(tree, cue)
    if subject is None or is_own(tree, subject):
        return None
    readers = (_told_behind, _told_before, _told_below)
    content = next(filter(None, (read(tree, cue, subject) for read in readers)), None)
    if content is None or content[0] <= subject < content[1]:
        return None
    return stated(tree, cue, subject, [content], "/nsubj<")


def goes(tree: Tree, cue: int) -> bool:
    """Tell `went to` from `went on`, which reports."""
    on = (child for child in tree.children[cue] if tree.deps[child] == "prt")
    return tree.lemmas[cue] == GOING_ON and "on" not in map(tree.lowers.__getitem__, on)


def _told_before(tree: Tree, cue: int, subject: int) -> Range | None:
    """Find the clause before a comma, subject and verb: `The road was safe, the mayor replied`."""
    for child in tree.children[cue]:
        begin, end = tree.left[child], tree.right[child] + 1
        if tree.deps[child] == "ccomp" and end < subject:
            return (begin, end) if tree.lowers[end] == "," else None
    return None


def _told_below(tree: Tree, cue: int, subject: int) -> Range | None:
    """Find what stands behind a colon: `He replied within the hour: nobody had asked him`."""
    _, last = tree.sentences[tree.sentence(cue)]
    colon = next((i for i in range(cue, min(cue + FARTHEST, last)) if tree.lowers[i] == ":"), last)
    between = range(cue + 1, colon)
    has_object = any(tree.deps[i] == "dobj" and i > cue for i in tree.children[cue])
    if colon == last or subject > cue or has_object or any(tree.pos[i] in VERBS for i in between):
        return None
    is_quoted = any(tree.in_quote[i] >= 0 for i in range(colon, last))
    return None if is_quoted or not _has_verb(tree, colon + 1, last) else (colon + 1, last)


def _has_verb(tree: Tree, begin: int, end: int) -> bool:
    return any(tree.tags[i] in FINITE for i in range(begin, end))


def _told_behind(tree: Tree, cue: int, _subject: int) -> Range | None:
    """Find the clause with `that` behind a verb, or the promise with `to`."""
    clause = _reported(tree, cue)
    if clause is None:
        return None
    first = tree.left[clause]
    begin = first if tree.lowers[first] in {"that", "to"} else _that(tree, clause)
    return (begin, tree.right[clause] + 1) if begin > cue else None


def _reported(tree: Tree, cue: int) -> int | None:
    """Find the clause that a verb reports, where the parser hung it elsewhere as well."""
    readers = (_reports, told_to, _told_somewhere, _vowed)
    clauses = (read(tree, cue) for read in readers)
    if (clause := next((one for one in clauses if one is not None), None)) is not None:
        return clause
    is_measured = any(tree.lowers[child] in MEASURES for child in tree.children[cue])
    return None if is_measured else _clause(tree, cue, "advcl")


def _reports(tree: Tree, cue: int) -> int | None:
    return _clause(tree, cue, "ccomp")


def _vowed(tree: Tree, cue: int) -> int | None:
    """Find what somebody takes upon them: `pledged to pay`."""
    if tree.lemmas[cue] not in VOWING:
        return None
    deeds = (child for child in tree.children[cue] if tree.deps[child] == "xcomp" and child > cue)
    return next((deed for deed in deeds if tree.lowers[tree.left[deed]] == "to"), None)


def told_to(tree: Tree, cue: int) -> int | None:
    """Find the clause behind whom it is told, taken for theirs: `told the judges that he fled`."""
    hearer = _object(tree, cue) if tree.lemmas[cue] in ADDRESSING else None
    return None if hearer is None else _clause(tree, hearer, "relcl")


def _told_somewhere(tree: Tree, cue: int) -> int | None:
    """Find the clause behind where it is told: `accepted in court that nobody had looked`."""
    if tree.lemmas[cue] not in ADDRESSING and _object(tree, cue) is not None:
        return None
    nouns = (
        noun
        for child in tree.children[cue]
        if child > cue and tree.deps[child] == "prep"
        for noun in tree.children[child]
        if tree.deps[noun] == "pobj" and tree.kind[noun] != NUMBERS["saying"]
    )
    hanging = (child for noun in nouns for child in tree.children[noun])
    return next((child for child in hanging if _is_told(tree, child)), None)


def _object(tree: Tree, cue: int) -> int | None:
    behind = (child for child in tree.children[cue] if child > cue)
    return next((child for child in behind if tree.deps[child] == "dobj"), None)


def _is_told(tree: Tree, clause: int) -> bool:
    """Tell `in tears that his father had left`, a whole clause, from what tells of its noun."""
    if tree.deps[clause] not in {"acl", "relcl"}:
        return False
    first = tree.left[clause]
    subjects = (child for child in tree.children[clause] if tree.deps[child] in SUBJECTS)
    return tree.lowers[first] == "that" and next(subjects, first) != first


def _put(tree: Tree, cue: int) -> Found | None:
    """Read `as she put it`: the clause that it hangs on is what she says."""
    subject, head = _subject(tree, cue), tree.heads[cue]
    words = {tree.lowers[child] for child in tree.children[cue]}
    if subject is None or tree.deps[cue] != "advcl" or not words >= {"as", "it"}:
        return None
    pieces = [(tree.left[head], tree.left[cue]), (tree.right[cue] + 1, tree.right[head] + 1)]
    content = [(begin, end) for begin, end in pieces if begin < end]
    return stated(tree, cue, subject, content, "/nsubj<")


def _owned(tree: Tree, cue: int) -> Found | None:
    """Read a noun with its owner and a clause: `the regulator's warning that`."""
    clause = _clause(tree, cue, "acl") or _clause(tree, cue, "ccomp")
    owner = next((i for i in tree.children[cue] if tree.deps[i] in OWNERS), None)
    if clause is None or owner is None or is_own(tree, owner):
        return None
    return stated(tree, cue, owner, [(tree.left[clause], tree.right[clause] + 1)], "/poss<")


def _raised(tree: Tree, cue: int) -> Found | None:
    """Read `the painting is said to be a forgery`, where nobody is named who says it.

    So, too, `it has been claimed that the painting is a forgery`.
    """
    subject = clause = None
    for child in tree.children[cue]:
        if tree.deps[child] == "nsubjpass" and child < cue:
            subject = child
        elif tree.deps[child] == "xcomp":
            clause = child
    if subject is None:
        return None
    if tree.lowers[subject] == "it" and (told := _clause(tree, cue, "ccomp")) is not None:
        return stated(tree, cue, None, [(tree.left[told], tree.right[told] + 1)], "")
    if clause is None or tree.lowers[tree.left[clause]] != "to":
        return None
    content = [(tree.left[subject], tree.right[subject] + 1)]
    content.append((tree.left[clause], tree.right[clause] + 1))
    return stated(tree, cue, None, content, "")


def stated(
    tree: Tree,
    cue: int,
    source: int | None,
    content: list[Range],
    path: str,
    helpers: Sequence[Range] = (),
) -> Found | None:
    """Give a reading of what a cue plainly reports, or None if no word of content is left."""
    reading = Reading(cue, CONFIDENCE, content, list(helpers), content_probability=1.0)
    reading.paths.append("clause")
    reading.source, reading.source_path = source, path
    pieces = spans.content_ranges(tree, reading)
    words = frozenset(spans.words(tree, pieces))
    return Found(reading, pieces, words, CONFIDENCE) if words else None


def is_own(tree: Tree, subject: int) -> bool:
    """Whether somebody quoted speaks of what they or the hearers say: `I said that`."""
    return tree.in_quote[subject] >= 0 and tree.lowers[subject] in OWN


def _clause(tree: Tree, cue: int, dep: str) -> int | None:
    """Find the clause that a verb or a noun reports: the one that `that` introduces."""
    for child in tree.children[cue]:
        if tree.deps[child] == dep and child > cue and _that(tree, child) < child:
            return child
    return None


def _that(tree: Tree, clause: int) -> int:
    """Find the `that` with which a clause begins; its verb where it has none."""
    marks = (i for i in tree.children[clause] if tree.deps[i] == "mark")
    return next((i for i in marks if tree.lowers[i] == "that"), clause)


def _subject(tree: Tree, cue: int) -> int | None:
    """Find who speaks: the verb's subject, or that of the verb it is joined to.

    So, too, of an aside: "Reed smiled, remarking that it was late".
    """
    verb = cue
    while True:
        for child in tree.children[verb]:
            if tree.deps[child] == "nsubj":
                fits = tree.pos[child] in SPEAKING and tree.lowers[child] not in VOID
                return child if fits else None
        is_aside = tree.deps[verb] == "advcl" and tree.tags[verb] == "VBG"
        if not (is_aside or tree.deps[verb] in ("conj", "xcomp")) or tree.heads[verb] == verb:
            return None
        verb = tree.heads[verb]
