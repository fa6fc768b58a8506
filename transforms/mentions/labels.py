"""Read the labels of a transcript as names: a model of sentences knows little of `LOPEZ:`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.lexicons import titles
from transforms.mentions.edges import Span
from transforms.mentions.parse import Parse
from transforms.quotes.transcript import Turn, turns

INITIALS = 3
"""A label of fewer letters, all of them large, is no name: whose it is, its letters tell."""
CAPITALS = r"[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){1,3}"
PRESENTED = re.compile(
    rf"\b(?:HON\.|HONORABLE|JUDGE|JUSTICE) ({CAPITALS})"
    rf"|^({CAPITALS}),(?=[^\n]{{0,120}}\b(?:sworn|affirmed|called)\b)",
    re.MULTILINE,
)


def with_labels(parse: Parse) -> Iterator[Span]:
    """Yield what the model recognised, but labels of turns as people, and nothing across them."""
    floor = [turn for turn in turns(parse.text) if turn.name]
    if not floor:
        yield from parse.entities
        return
    matches = PRESENTED.finditer(parse.text)
    presented = [parse.tokens(*match.span(match.lastindex or 0)) for match in matches]
    behind = {token: at.stop for at in presented for token in at}
    for turn in floor:
        first, stop = parse.tokens(*turn.label).start, parse.tokens(*turn.content).start
        behind |= dict.fromkeys(range(first, stop), stop)
    found = [piece for entity in parse.entities for piece in _outside(entity, behind)]
    found += [(at.start, at.stop, "PERSON") for at in presented]
    found += [name for turn in floor for name in _named(parse, turn)]
    yield from sorted(found)


def _outside(entity: Span, behind: dict[int, int]) -> Iterator[Span]:
    """Give what of an entity lies outside of labels, from the end of one on which it begins."""
    start, end, label = entity
    start = behind.get(start, start)
    end = next((token for token in range(start, end) if token in behind), end)
    if start < end:
        yield start, end, label


def _named(parse: Parse, turn: Turn) -> Iterator[Span]:
    if turn.is_part:
        return
    tokens = parse.tokens(*turn.label)
    start = tokens.start
    while start < tokens.stop - 1 and parse.lower[start].rstrip(".") in titles():
        start += 1
    stop = next((at for at in tokens if parse.words[at] == ","), tokens.stop)
    text = parse.text[parse.starts[start] : parse.ends[stop - 1]] if start < stop else ""
    if len(text) >= INITIALS and not (text.isupper() and len(text) == INITIALS):
        yield start, stop, "PERSON"
