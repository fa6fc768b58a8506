"""Give names the keys by which documents are joined: which may be one thing, and which is one.

The warehouse compares these keys and knows no language. Names that may be one thing share a block:
people of one family name in any spelling, and bodies of one acronym.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import TypedDict

from transforms.entities import family_key, name_key, name_words
from transforms.lexicons import function_words, labelled, nicknames, transliterations, words

PARTICLES = frozenset(function_words("particle"))
SMALL = frozenset(function_words("small"))
ARTICLE_PREFIX = re.compile(r"^(?:al|el|ul|ad|as|ash|az)-(?=\w{3})")
INITIALS = re.compile(r"^[A-Z]{2,3}(?= [A-Z]\w*[a-z])|\b(?:[A-Z]\.){2,3}")
MAX_SUFFIX = 3
"""What is so short behind a comma is no given name: Jr, MP."""
SYLLABLES = re.compile(r"(?:[bcdfghjklmnpqrstwxyz]{0,3}[aeiouy]{1,3}(?:ng|n|k|l|m|p|b|h|t)?){1,2}")
"""What a given name in pinyin or in Korean letters is made of."""
Words = tuple[str, ...]


class Keys(TypedDict):
    """The keys of a name, as columns of `clusters`."""

    name_key: str | None
    block_key: str | None
    given_keys: Words
    first_keys: Words
    alias_keys: Words
    context_keys: Words
    family_key: str | None


def keys(name: str | None, label: str, affiliation: str | None, aliases: Iterable[str]) -> Keys:
    """Give all keys of a name; none for what has no name."""
    others = dict.fromkeys(name_key(other, label) for other in aliases)
    return Keys(
        name_key=name_key(name, label) if name else None,
        block_key=block_key(name, label) if name else None,
        given_keys=given_keys(name, label) if name else (),
        first_keys=first_keys(name, label) if name else (),
        alias_keys=tuple(key for key in others if key),
        context_keys=context_keys(label, name, affiliation) if name else (),
        family_key=family_key(name, label) if name else None,
    )


def block_key(name: str, label: str) -> str | None:
    """Give the coarse key that all names share which may be one thing; null without a letter.

    >>> block_key("Volodymyr Zelenskyy", "PERSON") == block_key("Zelensky", "PERSON")
    True
    >>> block_key("Alder Trade Bank", "ORG"), block_key("ATB", "ORG")
    ('atb', 'atb')
    """
    if label == "PERSON":
        return sound(_person(name)[1]) or None
    key = name_key(name, label)
    if label == "ORG" and key and " " in key:
        return "".join(word[0] for word in key.split() if word not in SMALL) or key
    return key


def given_keys(name: str, label: str) -> Words:
    """List the given names of a person as they sound; none for a family name alone.

    >>> given_keys("Ursula von der Leyen", "PERSON"), given_keys("von der Leyen", "PERSON")
    (('ursula',), ())
    """
    return tuple(map(sound, _person(name)[0])) if label == "PERSON" else ()


def first_keys(name: str, label: str) -> Words:
    """List what the first given name may stand for, itself included: Bill, William."""
    given = _person(name)[0] if label == "PERSON" else ()
    if not given:
        return ()
    return tuple(sorted({sound(form) for form in (given[0], *nicknames().get(given[0], ()))}))


def context_keys(label: str, name: str, affiliation: str | None) -> Words:
    """List the keys of names that tell where something belongs.

    They are its affiliation, or the larger place it lies in, and for a body the place or people
    that its name begins or ends with: "Russian Armed Forces", "Bank of England".
    """
    found = [name_key(affiliation, "ORG")] if affiliation else []
    for body in (affiliation, name if label == "ORG" else None):
        key = name_key(body, "ORG") if body else None
        if key and " " in key:
            found.append(name_key(key.split()[0].title(), "GPE"))
            if " of " in key:
                found.append(name_key(key.rsplit(" of ", 1)[1].title(), "GPE"))
    return tuple(dict.fromkeys(key for key in found if key))


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """Fold the ways in which one foreign name is spelled in English.

    >>> sound("zelenskyy"), sound("zelensky"), sound("qaddafi"), sound("gadhafi")
    ('zelenski', 'zelenski', 'kadafi', 'kadafi')

    Figures stay as they are:

    >>> sound("number011")
    'number011'
    """
    for pattern, instead in _rules():
        word = pattern.sub(instead, word)
    return word


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), instead) for pattern, instead in transliterations())


@lru_cache(maxsize=65536)
def _person(name: str) -> tuple[Words, str]:
    """Part a person's name into given names and family name."""
    if "," in name:
        last, first = map(str.strip, name.split(",", 1))
        if " " not in first and len(first) > MAX_SUFFIX:
            name = f"{first} {last}"
    name = INITIALS.sub(lambda match: " ".join(match[0].replace(".", "")), name)
    found = [ARTICLE_PREFIX.sub("", word) for word in name_words(name, "PERSON")]
    parts = [piece for word in found for piece in word.split("-") if piece]
    if not parts:
        return (), ""
    if len(found) == 1:
        return (), parts[-1]
    if is_family_first(found):
        return tuple(parts[1:]), parts[0]
    low = 0
    while low < len(parts) - 1 and parts[low] in PARTICLES and not _is_given(found, parts, low):
        low += 1
    if low:
        return (), parts[-1]
    given = tuple(word for word in parts[:-1] if word not in PARTICLES or word == parts[0])
    return given, parts[-1]


def _is_given(found: list[str], parts: list[str], low: int) -> bool:
    """Tell a given name that looks like a particle: Al Gore."""
    return low == 0 and found[0] == parts[0] and parts[0] in nicknames()


def is_family_first(found: Sequence[str]) -> bool:
    """Tell a name in the order of East Asia or Hungary: Xi Jinping, Orbán Viktor.

    >>> is_family_first(["kim", "jong-su"]), is_family_first(["kim", "novak"])
    (True, False)
    """
    families, given = words("family_first"), labelled("given_names")
    if found[0] not in families or len(found) == 1:
        return False
    parts = [piece for word in found for piece in word.split("-") if piece]
    if parts[-1] in families and "-" not in found[-1]:
        return False
    if parts[-1] in given:
        return parts[0] not in given
    syllabic = all(SYLLABLES.fullmatch(part) for part in parts[1:])
    return syllabic and (len(parts) > 2 or parts[0] not in given)
