"""Take for a name what a common noun beside it describes, where the model recognised none."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.mentions.bodies import body_beside, is_part
from transforms.mentions.edges import Span
from transforms.mentions.parse import PROPER, Parse
from transforms.mentions.people import is_described_as_person

LEAST_OF_PERSON = 2
"""Words of a person's name: a single one may be a nickname, a rank or a place."""


def set_off(parse: Parse, owner: bytearray, days: set[int]) -> Iterator[Span]:
    """Yield the names in apposition: "the mayor, Ann Reed,", "Nordair, the Danish airline,".

    `owner` flags the tokens of what the model recognised; `days` are those that it took for
    dates of one word, for some people are called Sunday.
    """
    found = {}
    for at in parse.appositions:
        for head in (at, parse.heads[at]):
            if parse.tags[head] in PROPER and not owner[head] and is_part(parse, head):
                found[head] = _first(parse, head, owner, days)
    for head, start in found.items():
        end = head + 1
        if end - start >= LEAST_OF_PERSON and is_described_as_person(parse, start, end):
            yield start, end, "PERSON"
        elif body_beside(parse, start, end) == "ORG":
            yield start, end, "ORG"


def _first(parse: Parse, head: int, owner: bytearray, days: set[int]) -> int:
    """Find the first of the proper nouns that belong to a head."""
    start = head
    while start:
        before = start - 1
        is_free = not owner[before] or before in days
        belongs = parse.deps[before] == "compound" and start <= parse.heads[before] <= head
        if not (is_free and belongs and is_part(parse, before)):
            break
        start = before
    return start
