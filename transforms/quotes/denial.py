"""Tell whether what a cue would report is not said: denied, refused, or left unsaid.

Nothing here is a phrase: a negative word stands with the cue, with its subject, or with a word
that governs it, and two of them undo one another: `did not hesitate to say`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from transforms.lexicons import lexicon
from transforms.quotes.contents import Range
from transforms.quotes.decide import Reading
from transforms.quotes.negation import HIGHEST, has_no, has_subject, is_negated
from transforms.quotes.relations import ANY_SUBJECT
from transforms.quotes.tree import Tree

APART = frozenset({"against", "sans", "versus", "without"})
"""Prepositions of what does not happen: `without saying`, `rather than say`."""
INSTEAD = frozenset({"far", "instead"})
"""What makes such a preposition of others: `instead of saying`."""
ARGUMENT = frozenset({"as", "at", "from", "of", "on", "to", "toward", "towards"})
"""Prepositions that may lead from a verb to what it governs, unlike `after saying`."""
SELF = ("self", "selves")
"""How the object of `could not bring herself to say` ends."""
WAITING = frozenset({"still", "yet"})
BARE = frozenset({"VB", "VBG"})


def is_denied(tree: Tree, reading: Reading) -> bool:
    """Whether the source did not say it, or said that it is not so."""
    if denies(tree, reading) or _says_nothing(tree, reading):
        return True
    act = _act(tree, reading)
    if tree.deps[act] == "prep":  # `according to` tells of the whole clause
        return is_negated(tree, act, reading.content)
    is_deed = act == reading.cue and any(path.startswith("xcomp") for path in reading.paths)
    return _is_kept_back(tree, act, reading.content) != (is_deed and withholds(tree, act))


def is_denying(lemma: str) -> bool:
    """Whether a verb by itself tells that something is denied, or not done.

    >>> [is_denying(verb) for verb in ("deny", "refuse", "reject", "say")]
    [True, True, False, False]
    """
    return _denying().get(lemma, False) or _withholding().get(lemma) == frozenset()


def denies(tree: Tree, reading: Reading) -> bool:
    """Whether a verb says of its content that it is not so; not of words quoted whole."""
    how = _denying().get(tree.lemmas[reading.cue])
    begin, end = reading.content[0][0], reading.content[-1][1]
    if how is None or (tree.in_quote[begin] >= 0 and tree.in_quote[end - 1] >= 0):
        return False
    return how or any(_is_claim(tree, i) for i in tree.children[reading.cue])


def _is_claim(tree: Tree, index: int) -> bool:
    return tree.deps[index] == "ccomp" or (
        tree.deps[index] in ("dobj", "nsubjpass") and tree.lemmas[index] in lexicon("saying")
    )


def _says_nothing(tree: Tree, reading: Reading) -> bool:
    """Tell `said nothing about the flood` from what nothing is said of."""
    first = reading.content[0][0]
    is_object = tree.deps[first] == "dobj" and tree.heads[first] == reading.cue
    return is_object and tree.lowers[first] == "nothing"


def _act(tree: Tree, reading: Reading) -> int:
    """Give the last verb or noun of a cue: `say` of `chose not to say`."""
    places = (i for begin, end in reversed(reading.helpers) for i in range(end - 1, begin - 1, -1))
    below = range(tree.left[reading.cue], tree.right[reading.cue] + 1)
    acts = (i for i in places if i in below and tree.pos[i] in ("VERB", "NOUN"))
    return next(acts, reading.cue)


def _is_kept_back(tree: Tree, act: int, content: Sequence[Range]) -> bool:
    """Follow the words that govern an act upwards and count what denies it.

    Of two words that withhold it together, as in `stop short`, the nearer one counts.
    """
    is_kept, node, is_withheld = False, act, True
    for _ in range(HIGHEST):
        keeps = withholds(tree, node)
        is_kept ^= is_negated(tree, node, content) ^ (keeps and not is_withheld)
        is_withheld = keeps and node != act
        if _is_apart(tree, node) or _is_joined_by_nor(tree, node):
            return not is_kept
        above = _governor(tree, node)
        if above is None:
            return is_kept
        if _waits(tree, node, above):
            return not is_kept
        node = above
    return is_kept


def _is_apart(tree: Tree, node: int) -> bool:
    """Whether a preposition leads to what does not happen: `without`, `far from`, `rather than`."""
    if tree.deps[node] == "prep":
        beside = (tree.lowers[i] for i in tree.children[node] if i < node)
        return tree.lowers[node] in APART or not INSTEAD.isdisjoint(beside)
    return any(
        tree.deps[i] in ("mark", "cc") and tree.lowers[i - 1 : i + 1] == ["rather", "than"]
        for i in tree.children[node]
        if i < node
    )


def _governor(tree: Tree, node: int) -> int | None:
    """Give the word on which it depends whether an act happens, if there is one above."""
    above, dep = tree.heads[node], tree.deps[node]
    if above == node:
        return None
    if dep == "conj":
        return above if _is_shared(tree, node, above) else None
    if dep == "ccomp" and has_subject(tree, node):
        denies_it = above < node and (tree.lemmas[above] in _denying() or withholds(tree, above))
        return above if denies_it or _is_cleft(tree, node, above) else None
    if dep in ("xcomp", "ccomp"):
        return _governing(tree, above)
    if dep in ("advcl", "acl", "relcl"):
        is_infinitive = any(tree.tags[i] == "TO" for i in tree.children[node])
        fits = dep == "acl" or withholds(tree, above) or tree.lemmas[above] == "go"
        fits = fits or any(tree.lowers[i].endswith(SELF) for i in tree.children[above])
        if dep == "relcl" and _is_cleft(tree, node, tree.heads[above]):
            return tree.heads[above]
        return above if is_infinitive and fits else None
    is_owned = any(tree.deps[i] == "poss" for i in tree.children[node])
    if dep in ("pcomp", "pobj", "prep", "advmod", "acomp", "dobj") and not is_owned:
        return _led(tree, node, above)
    return None


def _governing(tree: Tree, above: int) -> int | None:
    """Pass by what tells only how an act was taken: `was not wrong to say`."""
    if tree.pos[above] == "ADJ" or tree.deps[above] == "acomp":
        known = tree.lemmas[above] in lexicon("enabling") or withholds(tree, above)
        return above if known or _is_excessive(tree, above) else None
    presupposes = tree.lemmas[above] in lexicon("presupposes") and not withholds(tree, above)
    return None if presupposes else above


def _led(tree: Tree, node: int, above: int) -> int | None:
    """Follow a preposition, an adjective or the object of a verb that carries it."""
    dep, word = tree.deps[node], tree.lowers[node]
    if dep in ("pcomp", "pobj"):
        is_whole = dep == "pcomp" and has_subject(tree, node) and tree.lowers[above] not in APART
        return None if is_whole else above
    if dep == "prep":
        leads = word in ARGUMENT or has_no(tree, above)
        return above if word in APART or leads or withholds(tree, above) else None
    if dep == "dobj":
        carries = tree.lemmas[above] in lexicon("carries") or withholds(tree, above)
        return above if carries else None
    return above if tree.pos[node] in ("ADJ", "ADV") else None


def _is_shared(tree: Tree, node: int, above: int) -> bool:
    """Whether a verb shares what stands before another: `did not confirm or deny`."""
    if has_subject(tree, node) or any(tree.deps[i] == "aux" for i in tree.children[node]):
        return False
    joints = [tree.lowers[i] for i in tree.children[above] if tree.deps[i] == "cc"]
    return "or" in joints or {tree.tags[node], tree.tags[above]} <= BARE


def _is_joined_by_nor(tree: Tree, node: int) -> bool:
    above = tree.heads[node]
    joints = (i for i in tree.children[above] if above < i < node)
    return tree.deps[node] == "conj" and any(tree.lowers[i] == "nor" for i in joints)


def _is_cleft(tree: Tree, node: int, verb: int) -> bool:
    """Tell the `was` of `It was not Hale who said so`."""
    about = {tree.lowers[i] for i in tree.children[node] if tree.deps[i] in ANY_SUBJECT}
    it = {tree.lowers[i] for i in tree.children[verb] if tree.deps[i] in ANY_SUBJECT}
    return tree.lemmas[verb] == "be" and it == {"it"} and not about.isdisjoint({"who", "that"})


def _waits(tree: Tree, node: int, above: int) -> bool:
    """Tell `has yet to say` and `too early to say`, where an infinitive is still to come."""
    if all(tree.tags[i] != "TO" for i in tree.children[node]):
        return False
    words = {tree.lowers[i] for i in tree.children[above]}
    is_waiting = tree.lemmas[above] in ("have", "be") and not WAITING.isdisjoint(words)
    return is_waiting or _is_excessive(tree, above)


def _is_excessive(tree: Tree, index: int) -> bool:
    return any(tree.lowers[i] == "too" for i in tree.children[index])


def withholds(tree: Tree, index: int) -> bool:
    """Whether a word keeps an act from happening, by itself or with another beside it."""
    beside = _withholding().get(tree.lemmas[index].lower())
    return beside is not None and (
        not beside or any(tree.lowers[i] in beside for i in tree.children[index])
    )


@cache
def _withholding() -> dict[str, frozenset[str]]:
    """Map each word that withholds to those one of which has to stand with it, if any."""
    found: dict[str, frozenset[str]] = {}
    for line in lexicon("withholds"):
        word, *beside = line.split()
        found[word] = found.get(word, frozenset()) | frozenset(beside)
    return found


@cache
def _denying() -> dict[str, bool]:
    """Map each word that denies to whether it does so whatever its object is."""
    return dict.fromkeys(lexicon("denies-claims"), False) | dict.fromkeys(lexicon("denies"), True)
