"""Say which of the columns of candidates for cues make their features."""

from __future__ import annotations

from transforms.quotes.features import Templates

GATE = Templates("gate", "lemma pos")
ITSELF = Templates(
    "cue",
    """
    bias
    pos
    lemma pos
    tag
    lemma tag
    dep
    lemma dep
    dep tag
    suffix pos
    head_lemma dep
    head_pos dep
    head_kind dep pos
    known
    known dep
    before pos
    after pos
    lemma after
    lemma before
    in_quote
    inside lemma
    inside dep
    quotations pos
    outside lemma
    near dep
    follows pos
    colon pos
    first pos
    """,
)
CHILD = Templates(
    "cue's child",
    """
    child_dep side pos
    lemma pos child_dep side
    kind child_dep side
    """,
)
TELLING = Templates("cue's telling child", "kind child_dep child_kind")
SPEAKING = Templates(
    "cue's speaker",
    """
    child_dep who pos
    child_dep child_lemma
    lemma pos who
    """,
)
CLAUSE = Templates(
    "cue's clause",
    """
    child_dep side clause_first pos
    child_dep side child_tag pos
    child_dep child_lemma
    """,
)
OBJECT = Templates(
    "cue's object",
    """
    child_dep child_lemma
    lemma pos child_lemma
    child_dep child_type pos
    """,
)
FUNCTION = Templates("cue's function word", "child_dep word pos")
LEADING = Templates(
    "cue's leading word",
    """
    lemma pos word
    kind child_dep word
    """,
)
MISSING = Templates(
    "cue's missing child",
    """
    missing pos kind
    lemma pos missing
    """,
)
OF_CHILDREN = (
    ("telling", TELLING),
    ("speaking", SPEAKING),
    ("clause", CLAUSE),
    ("object", OBJECT),
    ("function", FUNCTION),
    ("leading", LEADING),
)
"""What is told of the children whose relation is in a group."""
