"""Tell whose a source is: the administration of "his administration", a spokesman for the mayor.

And tell that from a name which says who the source is: "the chief of staff, Jane Reed".
"""

from __future__ import annotations

from collections.abc import Iterable

from transforms.lexicons import function_words, labelled
from transforms.mentions import Parse, Reference
from transforms.mentions.nominals import kind_of

BESIDE = frozenset({"poss", "compound", "nmod"})
"""How a name hangs on the noun behind it: Reed's lawyer, the Reed campaign."""
BELONGING = frozenset(function_words("belonging"))
MEANING = frozenset({"appos", "oprd"})
"""How a name hangs on the noun that means the same: the mayor, Jane Reed; a man called Joe."""
STEPS = 4


def owners(parse: Parse, mentions: Iterable[Reference]) -> dict[int, Reference]:
    """Map nouns to whose they are: by "of", "for" or the like, a possessive or a name before."""
    found: dict[int, Reference] = {}
    for mention in mentions:
        if mention.kind in {"name", "pronoun"}:
            noun = _belongs_to(parse, mention.head)
            if noun is not None:
                found.setdefault(noun, mention)
    return found


def means(parse: Parse, name: Reference, head: int) -> bool:
    """Tell whether a name inside of a source says who the source is.

    It may be joined to the first of several roles: "founder and chief executive Jane Reed"; that
    of a body may stand behind what it is: "the campaign group Parents Decide".
    """
    if name.start == head + 1 and name.label != "PERSON":
        return parse.lower[head] in labelled("group_nouns")
    at = name.head
    for _ in range(STEPS):
        dep, above = parse.deps[at], parse.heads[at]
        if dep in MEANING or (dep == "pobj" and parse.lower[above] == "as"):
            return name.label == "PERSON" or above == head
        if dep == "conj" and above == head and kind_of(parse.lower[name.start - 1]) == "PERSON":
            return True
        if dep not in BESIDE or above < at:
            return False
        at = above
        if at == head:
            return parse.tags[head].startswith("NNP")
    return False


def _belongs_to(parse: Parse, head: int) -> int | None:
    dep, above = parse.deps[head], parse.heads[head]
    if dep in BESIDE and above > head:
        while parse.deps[above] == "compound" and parse.heads[above] > above:
            above = parse.heads[above]
        return above
    if dep == "pobj" and parse.lower[above] in BELONGING and parse.deps[above] == "prep":
        return parse.heads[above]
    return None
