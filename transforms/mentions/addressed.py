"""Find the people whom the model overlooked behind a form of address: "Mrs Marchbanks"."""

from __future__ import annotations

from collections.abc import Container, Iterator

from transforms.lexicons import words
from transforms.mentions.edges import Span
from transforms.mentions.parse import NUMBERS, PROPER, Parse

MAX_WORDS = 3


def with_addressed(parse: Parse, entities: list[Span]) -> Iterator[Span]:
    """Yield what the model recognised, and the names behind forms of address that it did not."""
    address = words("honorifics")
    written = [at for at, word in enumerate(parse.lower) if word.rstrip(".") in address]
    named = [span for span in entities if span[2] not in NUMBERS] if written else []
    taken = {token for start, end, _ in named for token in range(start, end)}
    found = [(at + 1, _end(parse, at + 1, taken), "PERSON") for at in written]
    found = [span for span in found if span[0] < span[1]]
    if not found:
        yield from entities
        return
    people = {token for start, end, _ in found for token in range(start, end)}
    kept = [span for span in entities if people.isdisjoint(range(span[0], span[1]))]
    yield from sorted(kept + found)


def _end(parse: Parse, start: int, taken: Container[int]) -> int:
    end = start
    while end < min(len(parse), start + MAX_WORDS) and end not in taken:
        if parse.tags[end] not in PROPER or not parse.words[end][:1].isupper():
            break
        end += 1
    return end
