"""Join the parts of a name that the model took for two."""

from __future__ import annotations

from transforms.lexicons import function_words, gazetteer, labelled, words
from transforms.mentions.edges import Span
from transforms.mentions.parse import Parse

MARKS = frozenset("\"'“”‘’")
"""Marks around what somebody is called between their names."""
REMIT = frozenset({"for", "of", "on"})
"""What stands between a body and what it is for."""
TASKED = frozenset(function_words("tasked"))
NICKNAME_REACH = 5
"""Up to how many tokens behind the opening mark the closing one is looked for."""


def with_parts_joined(parse: Parse, spans: list[Span]) -> list[Span]:
    """Join a university and its town, what a body is for, and the names around a nickname.

    "The University of Texas at Austin" is one body, "the Ministry of Health and Care" is, Walter
    “Wim” Kraus one man. They are given in order.
    """
    joined: list[Span] = []
    for start, end, label in sorted(spans):
        if joined:
            first, before, kind = joined[-1]
            if (kind, label, before) == ("ORG", "GPE", start - 1) and _has_campus(parse, before):
                joined[-1] = first, end, "ORG"
                continue
            if kind == label == "ORG" and (
                _is_one_remit(parse, first, before, (start, end))
                or _is_remit(parse, first, before, start)
            ):
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


def _is_one_remit(parse: Parse, first: int, before: int, part: tuple[int, int]) -> bool:
    """Tell whether a body is for two things: the Union of Retail and Warehouse Staff."""
    start, end = part
    opening = next((at for at in range(first, before) if parse.lower[at] in REMIT), before)
    if start != before + 1 or parse.lower[before] not in {"and", "&"} or opening == before:
        return False
    if parse.lower[opening - 1] not in TASKED or parse.lower[end - 1] in labelled("name_heads"):
        return False
    if tuple(parse.words[start:end]) in gazetteer():
        return False
    return any(opening <= parse.heads[at] < before for at in range(start, end))


def _is_remit(parse: Parse, first: int, before: int, start: int) -> bool:
    """Tell whether what a body is for stands behind it: the Ohio Department of Pupil Transport."""
    is_led = start == before + 1 and parse.lower[before] in REMIT
    return is_led and parse.lower[before - 1] in TASKED and parse.words[first][0].isupper()


def _is_called(parse: Parse, opening: int, end: int) -> bool:
    """Tell whether a nickname stands in quotation marks from here to a last, capitalised word."""
    if parse.lower[opening] not in MARKS:
        return False
    for at in range(opening + 2, min(opening + NICKNAME_REACH, end - 1)):
        if parse.lower[at] in MARKS:
            return at + 2 == end and parse.words[at + 1][0].isupper()
    return False
