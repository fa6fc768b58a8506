"""Read what is said by the way: `in her view`, `by his own account`, `in the words of`."""

from __future__ import annotations

from transforms.quotes.certain import stated
from transforms.quotes.contents import Range
from transforms.quotes.nouns import is_somebody
from transforms.quotes.rank import Found
from transforms.quotes.tree import Tree

LEADS = frozenset({"in", "by"})
ONLY_BY = frozenset({"admission", "calculation", "estimate"})
LED = {
    "reckoning": LEADS | {"on"},
    "mind": frozenset({"to"}),
    **dict.fromkeys(ONLY_BY, frozenset({"by"})),
}
"""What stands before a few of these nouns: `on his reckoning`, `to her mind`."""
MONEY = ("account", "in")
"""What holds money as well, unless it opens its sentence: `In her account, he was late`."""
CLAUSE = frozenset({"VERB", "AUX"})
APART = frozenset({",", ";", ":", "-", "–", "—", "that", "which", "who"})
SEEN, SPOKEN = "eye", "word"
"""Of these the first takes its owner after `of` alone: tears stand `in their eyes`."""


def by_the_way(tree: Tree, noun: int) -> Found | None:
    """Read a phrase that stands apart in its sentence and names whose opinion the rest is."""
    lead = tree.heads[noun]
    if tree.deps[noun] != "pobj" or tree.lowers[lead] not in LED.get(tree.lemmas[noun], LEADS):
        return None
    owner, of = _owner(tree, noun)
    phrase = _phrase(tree, lead)
    if not is_somebody(tree, owner) or not _stands_apart(tree, phrase):
        return None
    if (tree.lemmas[noun], tree.lowers[lead]) == MONEY and not _opens(tree, phrase[0]):
        return None
    content = _quoted(tree, phrase) if tree.lemmas[noun] == SPOKEN else []
    if not content and (tree.lemmas[noun] != SPOKEN or _has_quotation(tree, lead)):
        content = _clause(tree, lead, phrase)
    helpers = [] if of is None else [(lead, noun), (of, of + 1)]
    return stated(tree, noun, owner, content, "/poss<", helpers) if content else None


def _owner(tree: Tree, noun: int) -> tuple[int | None, int | None]:
    """Find whose it is, and the `of` before them."""
    for child in tree.children[noun]:
        if tree.deps[child] == "poss" and tree.lemmas[noun] != SEEN:
            return child, None
        if tree.lowers[child] == "of" and child == noun + 1:
            named = (i for i in tree.children[child] if tree.deps[i] == "pobj")
            return next(named, None), child
    return None, None


def _phrase(tree: Tree, lead: int) -> Range:
    """Give the phrase that a preposition leads, up to a quotation that begins in it."""
    end = tree.right[lead] + 1
    within = (i for i in range(lead, end) if tree.in_quote[i] != tree.in_quote[lead])
    return tree.left[lead], next(within, end)


def _opens(tree: Tree, begin: int) -> bool:
    """Whether a phrase opens its sentence."""
    first, _ = tree.sentences[tree.sentence(begin)]
    return not tree.words(first, begin)


def _stands_apart(tree: Tree, phrase: Range) -> bool:
    """Whether a phrase begins its sentence or a clause, or a mark stands before or behind it."""
    begin, end = phrase
    first, last = tree.sentences[tree.sentence(begin)]
    is_marked = begin > first and tree.lowers[begin - 1] in APART
    return _opens(tree, begin) or is_marked or (end < last and tree.lowers[end] in APART)


def _clause(tree: Tree, lead: int, phrase: Range) -> list[Range]:
    """Give the clause around a phrase, without it."""
    verb = tree.heads[lead]
    while tree.pos[verb] not in CLAUSE and tree.heads[verb] != verb:
        verb = tree.heads[verb]
    if tree.pos[verb] not in CLAUSE or (tree.in_quote[verb] != tree.in_quote[lead] >= 0):
        return _quoted(tree, phrase)
    pieces = [(tree.left[verb], phrase[0]), (phrase[1], tree.right[verb] + 1)]
    return [(begin, end) for begin, end in pieces if begin < end]


def _has_quotation(tree: Tree, lead: int) -> bool:
    """Whether some of the sentence behind a phrase is quoted: `In her words, he was “a loner”`."""
    _, last = tree.sentences[tree.sentence(lead)]
    return any(tree.in_quote[i] >= 0 for i in range(lead, last))


def _quoted(tree: Tree, phrase: Range) -> list[Range]:
    """Give the quotation next to a phrase, with nothing but marks between."""
    begin, end = phrase
    for quotation in tree.outer:
        first, last = tree.tokens(quotation.start, quotation.end)
        before, behind = (last, begin), (end, first)
        if any(one <= other and not tree.words(one, other) for one, other in (before, behind)):
            return [(first, last)]
    return []
