"""Tell how nouns agree: an author is a writer, a striker is a player, a lender is a bank."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache

from transforms.lexicons import function_words, pairs
from transforms.mentions.nominals import YEAR_OLD, people_nouns

SAME, KIN, NARROWER = 3.5, 2.6, 1.2
"""How well a noun fits who goes by the same one, by one that implies it, by a wider one."""
VAGUE = frozenset((*function_words("epithet"), *function_words("relation")))
SITUATED = frozenset(function_words("situated"))


@lru_cache(maxsize=65536)
def kinship(noun: str, known: str) -> float:
    """Say how well who goes by a known noun can be called by another: 0 if it is no sign."""
    if noun == known:
        return SAME
    above = _generals()
    if known in _synonyms().get(noun, ()) or noun in above.get(known, ()):
        return KIN
    return NARROWER if known in above.get(noun, ()) else 0.0


def fit(noun: str, nouns: Iterable[str]) -> float:
    """Say how well a noun fits somebody who goes by others."""
    return max((kinship(noun, known) for known in nouns), default=0.0)


def defines(noun: str) -> bool:
    """Tell whether a noun says what somebody is, so that another profession is somebody else's."""
    return noun in people_nouns() and noun not in VAGUE and not noun.endswith(YEAR_OLD)


def is_kind_of_body(noun: str) -> bool:
    """Tell whether a noun says what sort of body something is."""
    return noun in _generals() or noun in _synonyms()


@cache
def deeds() -> dict[str, set[str]]:
    """Map verbs to what one is who does that, or to whom it is done: teaches to teacher."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for noun, line in pairs("deeds"):
        for verb in line.split():
            found[verb].add(noun)
    return dict(found)


@cache
def name_nouns() -> dict[str, str]:
    """Map the words of a name to the noun that its bearer goes by: Airways to airline."""
    return {word: noun for noun, line in pairs("name_nouns") for word in line.split()}


@cache
def _generals() -> dict[str, frozenset[str]]:
    """Map a noun to the wider ones that it implies."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for general, specific in pairs("noun_kinds"):
        for noun in specific.split():
            found[noun].update(general.split())
    return {noun: frozenset(above) for noun, above in found.items()}


@cache
def _synonyms() -> dict[str, set[str]]:
    """Map a noun to those that mean nearly the same."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for general, _ in pairs("noun_kinds"):
        alike = general.split()
        for noun in alike:
            found[noun].update(alike)
    return found
