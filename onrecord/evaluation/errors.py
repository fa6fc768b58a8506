"""List what was missed and what was found wrongly, so that a person sees why a score is low."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from onrecord.evaluation import entities, quotes
from onrecord.evaluation.records import Attribution, FoundQuote, cut
from onrecord.evaluation.words import Place

Kind = Literal["missed", "false"]


@dataclass(frozen=True, slots=True)
class Error:
    """An annotation that was missed, or something found that nobody annotated."""

    error: Kind
    doc_id: str
    start_char: int
    """In the text of the corpus for what was missed, in the warehouse's for what is false."""
    end_char: int
    type: str
    reason: str
    """Something is there with another source, of another type or in other words; or nothing is."""
    source: str
    cue: str
    text: str
    confidence: float | None


def quote_errors(judged: Sequence[quotes.Judged], most: int | None = None) -> list[Error]:
    """Give quotes that were missed or found wrongly at joint >= 0.5, at most so many of each.

    The missed ones are taken from all articles in turn; of the false ones the surest come first.
    """
    missed = _in_turn(map(_missed_quotes, judged))
    false = list(chain.from_iterable(map(_false_quotes, judged)))
    surest = sorted(false, key=lambda error: -(error.confidence or 0.0))
    return [*missed[:most], *surest[:most]]


def name_errors(judged: Sequence[entities.Judged], most: int | None = None) -> list[Error]:
    """Give names that were missed or found wrongly, words and type, from all articles in turn."""
    missed = _in_turn(map(_missed_names, judged))
    false = _in_turn(map(_false_names, judged))
    return [*missed[:most], *false[:most]]


def _missed_quotes(one: quotes.Judged) -> Iterator[Error]:
    right = {pair.gold for pair in one.pairs if pair.is_right()}
    near = {pair.gold for pair in one.pairs if pair.overlap >= quotes.LEVELS[0]} - right
    found = _union(item.content for item in one.found_items)
    for number, (gold, item) in enumerate(zip(one.gold, one.gold_items, strict=True)):
        if number not in right:
            reason = _reason(number in near, item.content & found, "another source", "not found")
            kind = one.kinds[number]
            yield _quote_error("missed", one, one.article.text, gold, kind, reason, None)


def _false_quotes(one: quotes.Judged) -> Iterator[Error]:
    right = {pair.found for pair in one.pairs if pair.is_right()}
    near = {pair.found for pair in one.pairs if pair.overlap >= quotes.LEVELS[0]} - right
    gold = _union(item.content for item in one.gold_items)
    text = one.answer.text if one.answer else ""
    for number, (quote, item) in enumerate(zip(one.found, one.found_items, strict=True)):
        if number not in right:
            reason = _reason(number in near, item.content & gold, "another source", "not annotated")
            yield _quote_error(
                "false", one, text, quote, quote.quote_type, reason, quote.confidence
            )


def _quote_error(
    kind: Kind,
    one: quotes.Judged,
    text: str,
    quote: Attribution | FoundQuote,
    quote_type: str,
    reason: str,
    confidence: float | None,
) -> Error:
    return Error(
        error=kind,
        doc_id=one.article.doc_id,
        start_char=quote.content[0][0],
        end_char=quote.content[-1][1],
        type=quote_type,
        reason=reason,
        source=cut(text, quote.source),
        cue=cut(text, quote.cue),
        text=cut(text, quote.content),
        confidence=confidence,
    )


def _missed_names(one: entities.Judged) -> Iterator[Error]:
    given = {item.place: item.kind for item in one.found_items}
    found = _union(given)
    for gold, item in zip(one.gold, one.gold_items, strict=True):
        if given.get(item.place) != item.kind:
            reason = _reason(item.place in given, item.place & found, "another type", "not found")
            text = cut(one.article.text, (gold.span,))
            place = one.article.doc_id, *gold.span
            yield Error("missed", *place, item.kind, reason, "", "", text, None)


def _false_names(one: entities.Judged) -> Iterator[Error]:
    wanted = {item.place: item.kind for item in one.gold_items}
    gold = _union(wanted)
    for name, item in zip(one.found, one.found_items, strict=True):
        if wanted.get(item.place) != item.kind:
            near = item.place in wanted
            reason = _reason(near, item.place & gold, "another type", "not annotated")
            text = cut(one.answer.text if one.answer else "", (name.span,))
            place = one.article.doc_id, *name.span
            yield Error("false", *place, item.kind, reason, "", "", text, name.confidence)


def _reason(is_near: bool, shared: Place, other: str, nothing: str) -> str:
    return other if is_near else "other words" if shared else nothing


def _union(places: Iterable[Place]) -> Place:
    return frozenset(chain.from_iterable(places))


def _in_turn(groups: Iterable[Iterable[Error]]) -> list[Error]:
    """Take one of each group, then the second of each, and so on."""
    numbered = (
        (turn, place, error)
        for place, group in enumerate(groups)
        for turn, error in enumerate(group)
    )
    return [error for _, _, error in sorted(numbered, key=lambda one: one[:2])]
