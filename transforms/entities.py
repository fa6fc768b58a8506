"""Know what a name is in English: its key, its family name, and which form is fullest.

The warehouse joins documents by these keys and so needs no rule of language itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from transforms.lexicons import gazetteer, spelled, titles, words

WORD = re.compile(r"[\w&]+(?:[-'’][\w&]+)*")
POSSESSIVE = re.compile(r"['’]s?$")
GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
LEGAL_FORMS = frozenset({"inc", "ltd", "corp", "llc", "plc", "gmbh", "ag", "co", "limited"})
ARTICLES = frozenset({"the", "a", "an"})
MAX_POST_NOMINAL = 4


def folded(text: str) -> str:
    """Leave out case, accents and differences of compatibility form."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


@lru_cache(maxsize=65536)
def name_words(name: str, label: str) -> tuple[str, ...]:
    """List the words that make a name: folded, without titles, articles, suffixes, possessive s.

    What is left out stays in if nothing else would remain.
    """
    found = WORD.findall(folded(name.replace(".", "")))
    if "'" in name or "’" in name:
        found = [POSSESSIVE.sub("", word) for word in found]
    low, high = 0, len(found)
    while high - low > 1 and found[low] in ARTICLES:
        low += 1
    if label == "PERSON":
        while high - low > 1 and found[low] in titles() and not _is_regnal(found[low:high]):
            low += 1
        high = _without_letters(name, found, low, high)
    elif label == "ORG":
        while high - low > 1 and found[high - 1] in LEGAL_FORMS:
            high -= 1
    return tuple(found[low:high])


@lru_cache(maxsize=65536)
def name_key(name: str, label: str) -> str | None:
    """Give the folded form of a name: equal keys are equal names. Null if it has no letter.

    Well-known names have one key for all their forms: US and United States.
    """
    known = _usual(name)
    return " ".join(name_words(known or name, label)) or None


def family_key(name: str, label: str) -> str | None:
    """Give the folded family name of a person who is named with more than one word."""
    if label != "PERSON":
        return None
    found = name_words(name, label)
    return found[-1] if len(found) > 1 else None


def fullest(names: Iterable[str], label: str) -> str:
    """Choose the form that says most: the usual one of a well-known name, else the longest.

    Of equally long ones, the one most often written, then the one written first.
    """
    counts = Counter(names)
    if len(counts) == 1:
        (only,) = counts
        return _usual(only) or only
    for name in counts:
        if (known := _usual(name)) and (label != "PERSON" or " " in name):
            return known
    order = {name: place for place, name in enumerate(counts)}
    return max(
        counts,
        key=lambda name: (
            len(name_words(name, label)),
            not name.isupper(),
            counts[name],
            len(name),
            -order[name],
        ),
    )


def _is_regnal(found: list[str]) -> bool:
    return len(found) == 2 and found[0] in words("regnal_titles")


def _without_letters(name: str, found: list[str], low: int, high: int) -> int:
    """Cut generations (Jr) and letters after a name (DBE) off its end."""
    written = name.split()
    mixed = bool(written) and not name.isupper()
    while high - low > 1:
        last = written[-1] if written else ""
        letters = mixed and last.isupper() and len(last) <= MAX_POST_NOMINAL and last.isalpha()
        if found[high - 1] not in GENERATIONS and not (letters and high - low > 2):
            break
        high -= 1
        written = written[:-1]
    return high


@lru_cache(maxsize=65536)
def _usual(name: str) -> str | None:
    entry = gazetteer().get(spelled(name))
    return entry[1] if entry else None
