"""Look at a pronoun in its sentence: where it stands, and what stands above it and around it."""

from __future__ import annotations

from dataclasses import dataclass, field

from transforms.mentions import Parse, Reference
from transforms.mentions.parse import SUBJECTS

OBJECTS = frozenset({"dobj", "dative", "obj", "iobj"})
POSSESSIVE = "poss"
STEPS = 12
"""How far a word is followed up its sentence."""
HIGHEST = 3
"""Verbs with a subject that are told apart above a pronoun."""
BESIDE = 2
"""How many nouns may stand before a name: "her coach, the former champion Anna Reed"."""
ROLES = {
    "nsubj": "subject",
    "nsubjpass": "undergoes",
    "agent": "by",
    "poss": "owner",
    "conj": "joined",
    "ROOT": "root",
    "compound": "beside",
    "nmod": "beside",
} | dict.fromkeys(OBJECTS, "object")
UNKNOWN = "other"


@dataclass(slots=True)
class Asked:
    """A pronoun of which is asked whom it means."""

    mention: Reference
    gender: str
    speaks: bool
    """Whether it is a source for the writer: not within what somebody says."""
    form: str = ""
    above: dict[int, int] = field(default_factory=dict)
    """The tokens above it, each with the number of verbs with subjects that lie between."""


def ask(parse: Parse, mention: Reference, gender: str, *, speaks: bool) -> Asked:
    """Say where a pronoun stands."""
    found = Asked(mention, gender, speaks)
    found.above = _above(parse, mention.head)
    found.form = _form(parse, mention.head)
    return found


def role(parse: Parse, head: int) -> str:
    """Tell what somebody does in a sentence; who stands beside a noun does what it does."""
    for _ in range(BESIDE):
        if parse.deps[head] != "appos":
            break
        head = parse.heads[head]
    dep = parse.deps[head]
    if dep != "pobj":
        return ROLES.get(dep, UNKNOWN)
    over = parse.heads[head]
    if parse.deps[over] == "agent":
        return "by"
    return "in noun" if parse.tags[parse.heads[over]].startswith("N") else "in verb"


def meeting(parse: Parse, asked: Asked, head: int) -> str:
    """Tell how another word of the sentence lies to a pronoun: where their ways up meet.

    "1 nsubj" is the subject of the verb above its own: "Reed said he would".
    """
    at, below, depth = head, "", 0
    for _ in range(STEPS):
        if at in asked.above:
            return f"{asked.above[at]} {below or 'above'}{'+' if depth > 1 else ''}"
        below, above = parse.deps[at], parse.heads[at]
        if below not in {"appos", "conj"}:
            depth += 1
        if above == at:
            break
        at = above
    return "apart"


def _above(parse: Parse, head: int) -> dict[int, int]:
    found: dict[int, int] = {}
    at, level = parse.heads[head], -1
    for _ in range(STEPS):
        level += at in parse.subjects
        found[at] = max(0, min(level, HIGHEST))
        if parse.heads[at] == at:
            break
        at = parse.heads[at]
    return found


def _form(parse: Parse, head: int) -> str:
    """Tell a subject of a main clause from others, an object, and whose something is."""
    dep, above = parse.deps[head], parse.heads[head]
    if dep in SUBJECTS:
        return "subject" if parse.deps[above] == "ROOT" else "subordinate"
    if dep in OBJECTS:
        return "object"
    if dep != POSSESSIVE:
        return "other"
    return "owner of subject" if parse.deps[above] in SUBJECTS else "owner"
