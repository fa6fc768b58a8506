"""Find what a verb of speech reports: the clause behind it, before it, or below a colon.

The parser hangs many of these clauses elsewhere.
"""

from __future__ import annotations

from transforms.lexicons import lexicon
from transforms.quotes.contents import Range
from transforms.quotes.features import NUMBERS
from transforms.quotes.relations import ANY_SUBJECT
from transforms.quotes.tree import Tree

GOING_ON = "go"
"""Reports with `on` behind it: `he went on`."""
MEASURES = frozenset({"so", "such"})
FARTHEST = 8
"""Words between a verb of speech and the colon that leads in what is said."""
VERBS = frozenset({"VERB", "AUX"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def reported(tree: Tree, cue: int, subject: int) -> Range | None:
    """Give what a verb with a subject reports, or None if no clause is clearly that."""
    readers = (_behind, _before, _below)
    return next(filter(None, (read(tree, cue, subject) for read in readers)), None)


def goes(tree: Tree, cue: int) -> bool:
    """Tell `went to` from `went on`, which reports."""
    on = (child for child in tree.children[cue] if tree.deps[child] == "prt")
    return tree.lemmas[cue] == GOING_ON and "on" not in map(tree.lowers.__getitem__, on)


def _before(tree: Tree, cue: int, subject: int) -> Range | None:
    """Find the clause before a comma, subject and verb: `The road was safe, the mayor replied`."""
    for child in tree.children[cue]:
        begin, end = tree.left[child], tree.right[child] + 1
        if tree.deps[child] == "ccomp" and end < subject:
            return (begin, end) if tree.lowers[end] == "," else None
    return None


def _below(tree: Tree, cue: int, subject: int) -> Range | None:
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


def _behind(tree: Tree, cue: int, _subject: int) -> Range | None:
    """Find the clause with `that` behind a verb, or the promise with `to`."""
    clause = _clause(tree, cue)
    if clause is None:
        return None
    first = tree.left[clause]
    begin = first if tree.lowers[first] in {"that", "to"} else _that(tree, clause)
    return (begin, tree.right[clause] + 1) if begin > cue else None


def _clause(tree: Tree, cue: int) -> int | None:
    """Find the clause that a verb reports, where the parser hung it elsewhere as well."""
    readers = (_reports, told_to, _told_in, _vowed)
    clauses = (read(tree, cue) for read in readers)
    if (clause := next((one for one in clauses if one is not None), None)) is not None:
        return clause
    is_measured = any(tree.lowers[child] in MEASURES for child in tree.children[cue])
    return None if is_measured else clause_of(tree, cue, "advcl")


def _reports(tree: Tree, cue: int) -> int | None:
    return clause_of(tree, cue, "ccomp")


def _vowed(tree: Tree, cue: int) -> int | None:
    """Find what somebody takes upon them: `pledged to pay`."""
    if tree.lemmas[cue] not in lexicon("vows"):
        return None
    deeds = (child for child in tree.children[cue] if tree.deps[child] == "xcomp" and child > cue)
    return next((deed for deed in deeds if tree.lowers[tree.left[deed]] == "to"), None)


def told_to(tree: Tree, cue: int) -> int | None:
    """Find the clause behind whom it is told, taken for theirs: `told the judges that he fled`."""
    hearer = _object(tree, cue) if tree.lemmas[cue] in lexicon("tells-that") else None
    return None if hearer is None else clause_of(tree, hearer, "relcl")


def _told_in(tree: Tree, cue: int) -> int | None:
    """Find the clause behind where it is told: `accepted in court that nobody had looked`."""
    if tree.lemmas[cue] not in lexicon("tells-that") and _object(tree, cue) is not None:
        return None
    hanging = (
        child
        for led in tree.children[cue]
        if led > cue and tree.deps[led] == "prep"
        for noun in tree.children[led]
        if tree.deps[noun] == "pobj"
        for child in tree.children[noun]
        if tree.kind[noun] != NUMBERS["saying"] or _is_in(tree, led, child)
    )
    return next((child for child in hanging if _is_told(tree, child)), None)


def _is_in(tree: Tree, led: int, clause: int) -> bool:
    """Tell `complained in a letter that nobody cared` from `in a letter that she had sent`."""
    return tree.lowers[led] == "in" and tree.deps[tree.left[clause]] == "mark"


def _object(tree: Tree, cue: int) -> int | None:
    behind = (child for child in tree.children[cue] if child > cue)
    return next((child for child in behind if tree.deps[child] == "dobj"), None)


def _is_told(tree: Tree, clause: int) -> bool:
    """Tell `in tears that his father had left`, a whole clause, from what tells of its noun."""
    if tree.deps[clause] not in {"acl", "relcl"}:
        return False
    first = tree.left[clause]
    subjects = (child for child in tree.children[clause] if tree.deps[child] in ANY_SUBJECT)
    return tree.lowers[first] == "that" and next(subjects, first) != first


def clause_of(tree: Tree, cue: int, dep: str) -> int | None:
    """Find the clause that a verb or a noun reports: the one that `that` introduces."""
    for child in tree.children[cue]:
        if tree.deps[child] == dep and child > cue and _that(tree, child) < child:
            return child
    return None


def _that(tree: Tree, clause: int) -> int:
    """Find the `that` with which a clause begins; its verb where it has none."""
    marks = (i for i in tree.children[clause] if tree.deps[i] == "mark")
    return next((i for i in marks if tree.lowers[i] == "that"), clause)
