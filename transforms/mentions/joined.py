"""Join the parts of a name that the model took for two."""

from __future__ import annotations

from transforms.lexicons import words
from transforms.mentions.edges import Span
from transforms.mentions.parse import Parse

MARKS = frozenset("\"'“”‘’")
"""Marks around what somebody is called between their names."""
NICKNAME_REACH = 5
"""Up to how many tokens behind the opening mark the closing one is looked for."""


def with_parts_joined(parse: Parse, spans: list[Span]) -> list[Span]:
    """Join a university and its town, and the names around a nickname; give them in order.

    "The University of Texas at Austin" is one body, Walter “Wim” Kraus one man.
    """
    joined: list[Span] = []
    for start, end, label in sorted(spans):
        if joined:
            first, before, kind = joined[-1]
            if (kind, label, before) == ("ORG", "GPE", start - 1) and _has_campus(parse, before):
                joined[-1] = first, end, "ORG"
                continue
            if "PERSON" in {kind, label} and _is_called(parse, before, end):
                joined[-1] = first, end, "PERSON"
                continue
        joined.append((start, end, label))
    return joined


def _has_campus(parse: Parse, end: int) -> bool:
    """Tell whether what ends here is a university of many towns, and behind it comes its town."""
    return (
        parse.lower[end] in {",", "at"}
        and parse.lower[end - 1] in words("university_systems")
        and "university" in parse.lower[end - 4 : end - 1]
    )


def _is_called(parse: Parse, opening: int, end: int) -> bool:
    """Tell whether a nickname stands in quotation marks from here to a last, capitalised word."""
    if parse.lower[opening] not in MARKS:
        return False
    for at in range(opening + 2, min(opening + NICKNAME_REACH, end - 1)):
        if parse.lower[at] in MARKS:
            return at + 2 == end and parse.words[at + 1][0].isupper()
    return False
