"""Estimate how often lists of names and nouns tell the gender that pronouns then have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from math import log

from tests.evaluation.coreference_gold import Record
from transforms.coreference.gender import MEN, WOMEN, kind
from transforms.coreference.pronouns import GENDERS
from transforms.entities import name_words
from transforms.lexicons import titles
from transforms.mentions.nominals import people_nouns

UNSEEN = 0.5
"""Added to each count: nothing is impossible because a corpus lacks it."""
LEAST, CLEAR = 2, 0.8
"""A cluster tells a gender by so many pronouns, of which so many agree."""
KINDS = [f"{size} {how}" for size in ("full", "single") for how in ("m", "f", "unlisted")]
BEHIND = frozenset(("of", "who", "whom", "that", "in", "with", "to", "from", ","))
Told = tuple[str, str]
"""What is known of somebody, and the gender that it is of."""


def genders(passages: Iterable[Record], books: Iterable[Record]) -> dict[str, float]:
    """Give the log-odds of a woman for each kind of name, and of being right for what tells it."""
    counts = Counter(_of_passages(passages))
    counts.update(pair for book in books for pair in _of_book(book))
    odds = {one: _odds(counts[one, WOMEN], counts[one, MEN]) for one in (*KINDS, "unnamed")}
    return odds | {"told": _odds(counts["told", "right"], counts["told", "wrong"])}


def given_name(name: str) -> str:
    """Give the first word of a person's name, as the list of given names has it."""
    return next(iter(name_words(name, "PERSON")), "")


def _odds(one: int, other: int) -> float:
    return round(log((one + UNSEEN) / (other + UNSEEN)), 2)


def _of_passages(passages: Iterable[Record]) -> Iterator[Told]:
    for passage in passages:
        gender = GENDERS[passage["pronoun"].lower()]
        for name in "ab":
            words = name_words(passage[name], "PERSON")
            if passage[f"{name}_is_coref"] and words:
                yield kind(words), gender


def _of_book(book: Record) -> Iterator[Told]:
    clusters: defaultdict[str, list[Record]] = defaultdict(list)
    for mention in book["mentions"]:
        if mention["cluster"] and mention["type"] == "person":
            clusters[mention["cluster"]].append(mention)
    for mentions in clusters.values():
        if gender := _gender(mentions):
            yield from _of_cluster(mentions, gender)


def _gender(mentions: list[Record]) -> str | None:
    votes = Counter(filter(None, (GENDERS.get(m["text"].lower()) for m in mentions)))
    if votes.total() < LEAST:
        return None
    gender, count = votes.most_common(1)[0]
    return gender if count >= CLEAR * votes.total() else None


def _of_cluster(mentions: list[Record], gender: str) -> Iterator[Told]:
    names = {m["text"] for m in mentions if m["form"] == "name"}
    nominals = [m["text"] for m in mentions if m["form"] == "nominal"]
    told = {_titled(name) for name in names} | {_noun(text) for text in nominals}
    told.discard("")
    for one in sorted(told):
        yield "told", "right" if one == gender else "wrong"
    for name in sorted(names):
        if not _titled(name):
            yield kind(name_words(name, "PERSON")), gender
    if nominals and not names and not told:
        yield "unnamed", gender


def _titled(name: str) -> str:
    return titles().get(name.split()[0].lower().rstrip("."), "")


def _noun(text: str) -> str:
    """Give the gender that the first noun for people in a nominal tells."""
    for word in text.lower().replace(",", " ,").split():
        if word in BEHIND:
            break
        if gender := people_nouns().get(word):
            return gender
    return ""
