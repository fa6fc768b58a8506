"""Take a proper noun that says something for a name where the model recognised none."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from transforms.lexicons import labelled, titles
from transforms.mentions.edges import Span
from transforms.mentions.parse import PROPER, Parse
from transforms.mentions.people import is_described_as_person

ARTICLES = frozenset({"the", "a", "an"})


def speakers_left(parse: Parse, spans: list[Span], sources: Collection[int]) -> list[Span]:
    """List the proper nouns that head a source and are no part of a name: "Gawker reported".

    Without other signs they are organisations, for a given name tells most of the people.
    """
    taken = {token for start, end, _ in spans for token in range(start, end)}
    heads = sorted(at for at in sources if parse.tags[at] == "NNP" and at not in taken)
    return [
        (start, end, label)
        for start, end, label in (_span(parse, head) for head in heads)
        if taken.isdisjoint(range(start, end)) and not _is_common(parse, start, end)
    ]


def _span(parse: Parse, head: int) -> Span:
    """Take in the proper nouns before a head that belong to it."""
    start = head
    while start and parse.tags[start - 1] in PROPER and parse.deps[start - 1] == "compound":
        if not head >= parse.heads[start - 1] > start - 1 or _is_role(parse.lower[start - 1]):
            break
        start -= 1
    is_given = parse.lower[start] in labelled("given_names")
    is_person = is_given or is_described_as_person(parse, start, head + 1)
    return start, head + 1, "PERSON" if is_person else "ORG"


def _is_common(parse: Parse, start: int, end: int) -> bool:
    """Tell a noun that is capitalised for its place, or an office, from a name."""
    word = parse.words[end - 1]
    if not word.isalpha() or not word[0].isupper() or len(word) < 3 or _is_role(word.lower()):
        return True
    if _is_loud(parse, end - 1):
        return True
    if end - start > 1:
        return False
    word = word.lower()
    if word in labelled("group_nouns") or word in labelled("name_heads"):
        return True
    return word in parse.words or (_opens_sentence(parse, start) and not _acts(parse, end))


def _opens_sentence(parse: Parse, token: int) -> bool:
    return token == 0 or parse.sentence[token - 1] != parse.sentence[token]


def _acts(parse: Parse, end: int) -> bool:
    return end < len(parse) and parse.tags[end].startswith("VB")


def _is_role(word: str) -> bool:
    return word in labelled("people_nouns") or word in titles()


def _is_loud(parse: Parse, head: int) -> bool:
    """Tell whether a word stands in a heading of capitals."""
    near: Iterable[str] = parse.words[max(0, head - 2) : head] + parse.words[head + 1 : head + 3]
    return parse.words[head].isupper() and all(word.isupper() for word in near if word.isalpha())
