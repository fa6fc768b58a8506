"""Tell a name that says who a source is from one that says whose it is.

"The chief of staff, Jane Reed" is Reed; "the Reed campaign" and "a spokesman for Reed" are not.
"""

from __future__ import annotations

from transforms.lexicons import labelled
from transforms.mentions import Parse, Reference
from transforms.mentions.nominals import kind_of

BESIDE = frozenset({"poss", "compound", "nmod"})
"""How a name hangs on the noun behind it: Reed's lawyer, the Reed campaign."""
MEANING = frozenset({"appos", "oprd"})
"""How a name hangs on the noun that means the same: the mayor, Jane Reed; a man called Joe."""
STEPS = 4


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
