"""Group the parser's relations by what they tell of a word that reports."""

from __future__ import annotations

from transforms.quotes.table import Sets

ANY_SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
"""What stands where a subject does, clauses and the `it` of weather too."""
RELATIONS = Sets(
    subject=ANY_SUBJECT,
    passive={"auxpass"},
    telling={"nsubj", "nsubjpass", "dobj", "attr", "xcomp", "ccomp", "advcl", "conj"},
    speaking={*ANY_SUBJECT, "poss"},
    clause={"ccomp", "xcomp", "acl", "advcl", "relcl"},
    object={"dobj", "attr", "acomp", "oprd"},
    function={"prep", "agent", "prt", "aux", "auxpass", "neg", "mark", "advmod", "det"},
    leading={"prep", "prt", "agent", "det"},
    tied={"advcl", "conj", "xcomp", "ccomp", "relcl", "acl", "pcomp", "dep"},
)
