"""Tell bodies and places by the words around their names: people to the model, or overlooked."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from transforms.lexicons import function_words, labelled, titles
from transforms.mentions.parse import PROPER, Parse

SETTLED = frozenset(function_words("settled"))
REACH = 8
"""How many tokens behind a name an apposition is looked for."""
OWN = frozenset({"his", "her"})
"""Whose a body is that stands behind somebody in a list."""
PLACING = frozenset({"in", "at", "near", "from", "to"})
NAMED_BY = frozenset({"compound", "nmod", "appos"})


def body_beside(parse: Parse, start: int, end: int) -> str | None:
    """Give the type that a common noun or a clause beside a name tells, or nothing.

    "The union Unitas" and "the union, Unitas," are organisations, "the port of Velmar" is a place,
    and what is followed by ", which" no human being.
    """
    if parse.lower[end : end + 2] == [",", "which"]:
        return "GPE" if parse.lower[start - 1] in PLACING else "ORG"
    noun, head = start - 1, parse.head_of(start, end)
    if noun >= 0 and _is_common(parse, noun):
        told = _kind(parse, noun)
        if told and _names(parse, noun, head):
            return told
    if noun > 0 and parse.lower[noun] == "," and _is_set_off(parse, head, noun):
        return _kind(parse, noun - 1)
    is_word = end - start == 1
    if noun > 0 and parse.lower[noun - 1 : start] == ["mayor", "of"]:
        return "GPE"
    if is_word and noun > 0 and parse.lower[noun] == "of" and parse.tags[noun - 1] == "NN":
        before = parse.lower[noun - 1]
        if before in SETTLED or labelled("group_nouns").get(before) == "GPE":
            return "GPE"
    return _set_off_behind(parse, start, end)


def _set_off_behind(parse: Parse, start: int, end: int) -> str | None:
    """Give the type that a noun set off behind a name tells: "Nordair, the Danish airline,"."""
    if parse.lower[end : end + 1] != [","]:
        return None
    for token in range(end + 1, min(end + REACH, len(parse))):
        if parse.deps[token] == "appos" and start <= parse.heads[token] < end:
            if _is_listed(parse, token):
                return None
            told = _kind(parse, token) if parse.tags[token] == "NN" else None
            return None if parse.lower[token] in function_words("person or body") else told
    return None


def _is_listed(parse: Parse, token: int) -> bool:
    """Tell a list from an apposition: "Anna Reed, her old label and two politicians"."""
    behind = range(token + 1, min(token + REACH, len(parse)))
    if any(parse.heads[at] == token and parse.deps[at] == "conj" for at in behind):
        return True
    before = range(max(0, token - REACH), token)
    return any(parse.heads[at] == token and parse.lower[at] in OWN for at in before)


def is_called_by_kind(parse: Parse, start: int, end: int) -> bool:
    """Tell whether the noun before a name says that it is a body, and of which kind: an airline."""
    noun = start - 1
    if noun < 0 or parse.lower[noun] not in kinds():
        return False
    return _is_common(parse, noun) and _names(parse, noun, parse.head_of(start, end))


def overlooked(parse: Parse, owner: bytearray) -> Iterator[tuple[int, int, str]]:
    """Yield names of bodies that the model overlooked: "the charity Open Hands".

    `owner` flags the tokens of what it recognised.
    """
    bodies = _bodies()
    for noun in [at for at, word in enumerate(parse.lower) if word in bodies]:
        if owner[noun] or not _is_common(parse, noun):
            continue
        end = noun + 1
        while end < len(parse) and not owner[end] and is_part(parse, end):
            end += 1
        if end == noun + 1 or owner[end]:
            continue
        last = end - 1
        beside = (parse.deps[last], parse.heads[last]) == (parse.deps[noun], parse.heads[noun])
        if beside or _names(parse, noun, last):
            yield noun + 1, end, "ORG"


def _is_common(parse: Parse, noun: int) -> bool:
    return parse.tags[noun] == "NN" or opens_with_kind(parse, noun)


def opens_with_kind(parse: Parse, token: int) -> bool:
    """Tell a noun that is capitalised for its place from a name: "Airline Nordair said"."""
    opens = not token or parse.sentence[token - 1] != parse.sentence[token]
    return opens and parse.lower[token] in kinds()


@cache
def kinds() -> frozenset[str]:
    """List the nouns for bodies that seldom begin or end their names: airline, not bank."""
    return _bodies() - labelled("name_heads").keys()


@cache
def _bodies() -> frozenset[str]:
    return frozenset(noun for noun, label in labelled("group_nouns").items() if label == "ORG")


def _kind(parse: Parse, noun: int) -> str | None:
    told = labelled("group_nouns").get(parse.lower[noun])
    return told if told in {"ORG", "GPE"} else None


def is_part(parse: Parse, token: int) -> bool:
    """Tell a word that may be part of a name from a title or the noun of a person."""
    word, lower = parse.words[token], parse.lower[token]
    if parse.tags[token] not in PROPER or not word[0].isupper():
        return False
    return lower.rstrip(".") not in titles() and lower not in labelled("people_nouns")


def _is_set_off(parse: Parse, head: int, comma: int) -> bool:
    """Tell whether a name is set off behind the noun before a comma, which no other governs."""
    noun = comma - 1
    if parse.deps[head] != "appos" or parse.heads[head] != noun or parse.tags[noun] != "NN":
        return False
    return parse.deps[noun] != "pobj"


def _names(parse: Parse, noun: int, head: int) -> bool:
    """Tell whether a noun and the name behind it are one phrase: not "the firm Reed founded"."""
    return parse.heads[head] == noun or (parse.deps[noun] in NAMED_BY and parse.heads[noun] == head)
