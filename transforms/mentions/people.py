"""Tell people whom the model took for something else by the words around their names."""

from __future__ import annotations

from functools import cache, lru_cache

from transforms.lexicons import function_words, labelled
from transforms.mentions.nominals import kind_of
from transforms.mentions.parse import Parse

REACH = 8
"""How many tokens behind a name an apposition is looked for."""
AGES = range(8, 110)
CLOSING = frozenset({",", ".", ")", ";"})


def is_described_as_person(parse: Parse, start: int, end: int) -> bool:
    """Tell whether an age, a relative clause with "who" or a profession stands beside a name."""
    if end - start < 2:
        return False
    return _has_age_or_clause(parse, end) or _has_profession(parse, start, end)


def _has_age_or_clause(parse: Parse, end: int) -> bool:
    after = parse.lower[end : end + 3]
    if len(after) < 3 or after[0] not in {",", "("}:
        return False
    if after[1] in {"who", "whose"}:
        return True
    is_age = after[1].isdecimal() and int(after[1]) in AGES
    return is_age and after[2] in CLOSING


def _has_profession(parse: Parse, start: int, end: int) -> bool:
    before = parse.lower[start - 1] if start else ""
    if start and parse.tags[start - 1] == "NN" and is_profession(before):
        return True
    if before == "," and stands_behind_profession(parse, start, end):
        return True
    if parse.lower[end : end + 1] != [","]:
        return False
    for token in range(end + 1, min(end + REACH, len(parse))):
        if parse.deps[token] == "appos" and start <= parse.heads[token] < end:
            return parse.tags[token] == "NN" and is_profession(parse.lower[token])
    return False


def stands_behind_profession(parse: Parse, start: int, end: int) -> bool:
    """Tell whether a name is set off behind who it is: "Kenya's health secretary, Joram Kiptoo"."""
    head = parse.head_of(start, end)
    above = parse.heads[head]
    if parse.deps[head] != "appos" or not start - REACH <= above < start:
        return False
    while parse.deps[above] == "pobj" and above > parse.heads[above] > start - REACH:
        above = parse.heads[parse.heads[above]]
    return parse.tags[above] == "NN" and is_profession(parse.lower[above])


@lru_cache(maxsize=16384)
def is_profession(noun: str) -> bool:
    """Tell a noun for people that no body or place goes by."""
    return kind_of(noun) == "PERSON" and noun not in _shared()


@cache
def _shared() -> frozenset[str]:
    """List the nouns for people that tell no profession, or that bodies go by as well."""
    return frozenset(
        (
            *labelled("group_nouns"),
            *function_words("epithet"),
            *function_words("relation"),
            *function_words("person or body"),
        )
    )
