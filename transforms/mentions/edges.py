"""Cut the edges of names: articles, titles, possessives, captions; part lists of people."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from transforms.entities import GENERATIONS
from transforms.lexicons import function_words, gazetteer, labelled, titles, words
from transforms.links import peoples
from transforms.mentions.bodies import kinds, opens_with_kind
from transforms.mentions.parse import PROPER, Parse
from transforms.mentions.people import stands_behind_profession

Span = tuple[int, int, str]
SPREAD = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC"})
PARTICLES = frozenset(function_words("particle"))
BEFORE = frozenset((*function_words("definite"), *function_words("possessive"), "a", "an"))
CAPTIONS = frozenset(function_words("caption"))
LETTERS = frozenset(function_words("letters"))
"""What stands behind a name for an honour, an order or an office: KC, MP."""
JOINING = frozenset({"IN", "TO", "CC", "DT"})
"""Tags of words that lead on to a further part of a name; none ends with one."""
BELONGING = frozenset({"of", "at", "from"})
"""What stands between somebody and the body they are of: "Anna Reed of Leeds University"."""
HEADING = frozenset({"minister", "secretary", "commissioner"})
"""Whose office goes on with `of`: Minister of State Anna Reed."""
REMITS = frozenset(function_words("remit"))
"""What such an office is for."""
MAX_TITLE_WORDS = 5


def is_plain(tags: list[str], name: list[str]) -> bool:
    """Tell a name of proper nouns of which no rule here speaks: it is clean. Most names are."""
    return PROPER.issuperset(tags) and all(map(_is_proper, name))


@lru_cache(maxsize=16384)
def _is_proper(word: str) -> bool:
    """Tell a capitalised word of letters that is no title, role, article or the like."""
    return word.isalpha() and not word.islower() and word.lower() not in _common()


@cache
def _common() -> frozenset[str]:
    people, modifiers = labelled("people_nouns"), words("role_modifiers")
    fellows = map(str.lower, peoples())
    every = (CAPTIONS, GENERATIONS, LETTERS, titles(), people, modifiers, kinds(), fellows, REMITS,
             {"and"})  # fmt: skip
    return BEFORE.union(*every)


def cleaned(parse: Parse, start: int, end: int, label: str) -> Iterator[Span]:
    """Yield the names in what the model recognised, without what does not belong to them."""
    if tuple(parse.words[start:end]) in gazetteer():
        yield start, end, label
        return
    first, last = start + (parse.lower[start] in BEFORE), end - (parse.tags[end - 1] == "POS")
    if first < last and is_plain(parse.tags[first:last], parse.words[first:last]):
        yield first, last, label
        return
    for low, high, kind in _pieces(parse, start, end, label):
        low, high = _trimmed(parse, low, high, kind)
        if low < high and _is_name(parse, low, high):
            yield low, high, kind


def _pieces(parse: Parse, start: int, end: int, label: str) -> Iterator[Span]:
    """Part a list of people, or somebody and a body, that the model took for one name."""
    if end - start < 3:
        yield start, end, label
        return
    given, low = labelled("given_names"), start
    if label in SPREAD and _is_heading(parse, start) and parse.lower[start] not in given:
        called = (at for at in range(start + 1, end - 1) if parse.lower[at] in given)
        if (low := next(called, start)) > start:
            label = "PERSON"
    for at in range(start + 1, end - 1):
        word, after = parse.lower[at], parse.lower[at + 1]
        if after.rstrip(".") in GENERATIONS or (parse.words[at + 1],) in gazetteer():
            continue
        lists = label == "PERSON" and word in {"and", "&", ","}
        runs_on = word == "the" and label in SPREAD and parse.tags[at - 1] in PROPER
        if lists or runs_on:
            yield low, at, label
            low = at + 1
        elif label == "ORG" and word in BELONGING and low == start and parse.lower[start] in given:
            if at - start > 1 and parse.lower[at - 1] not in labelled("name_heads"):
                yield low, at, "PERSON"
                low = at + 1
        elif label == "ORG" and after in given and _is_office(parse, at) and at + 2 < end:
            low, label = at + 1, "PERSON"
        elif word == "," and label != "PERSON" and stands_behind_profession(parse, at + 1, end):
            yield low, at, "GPE"
            low, label = at + 1, "PERSON"
        elif word == "," and after in given:
            yield low, at, "PERSON"
            low, label = at + 1, "PERSON"
    yield low, end, label


def _is_office(parse: Parse, at: int) -> bool:
    """Tell a word between a party and its member's name: "Independent TD Anna Reed"."""
    is_seat = parse.lower[at] in LETTERS and parse.words[at].isupper()
    return is_seat or parse.lower[at] in labelled("people_nouns")


def _trimmed(parse: Parse, start: int, end: int, label: str) -> tuple[int, int]:
    """Cut off what does not belong to a name: articles, common nouns, marks, titles."""
    lower, words_, tags = parse.lower, parse.words, parse.tags
    if label in SPREAD:
        for at in range(end - 2, start - 1, -1):
            if tags[at] in {"NN", "NNS"} and _is_small(words_[at]):
                start = at + 1
                break
    while start < end and (lower[start] in BEFORE or not _has_letter(lower[start])):
        start += 1
    if "," in lower[start:end] and end < len(lower) and lower[end] in titles():
        end = lower.index(",", start)
    while start < end and _is_trailing(parse, start, end, label):
        end -= 1
    while end - start > 1 and label == "ORG" and _opens_role(parse, end):
        end -= 1
    if label in SPREAD:
        while start < end - 1 and _is_small(words_[start]):
            start += 1
    if label == "PERSON":
        start = _after_title(parse, start, end)
    elif end - start > 1 and opens_with_kind(parse, start):
        start += 1
    return start, end


def _is_small(word: str) -> bool:
    return word.islower() and not word[0].isdigit() and word not in PARTICLES


def _is_trailing(parse: Parse, start: int, end: int, label: str) -> bool:
    word, tag = parse.lower[end - 1], parse.tags[end - 1]
    if tag == "POS" or word in {"'s", "’s", "'", "’"}:
        return True
    if not any(c.isalnum() for c in word):
        return word != ")" or "(" not in parse.lower[start:end]
    if tag in JOINING and label in SPREAD and end - start > 1 and parse.words[end - 1].islower():
        return True
    if tag == "CD" and label in {"GPE", "LOC", "PERSON"} and end - start > 1:
        return word[0].isdigit()
    if label == "PERSON" and end - start > 1 and word in LETTERS:
        return parse.words[end - 1].isupper()
    if label == "PERSON" and end - start > 1 and word in labelled("people_nouns"):
        return end - start == 2 and parse.lower[start] not in labelled("given_names")
    return word in CAPTIONS and end < len(parse) and parse.words[end] == ":"


def _opens_role(parse: Parse, end: int) -> bool:
    """Tell whether the last word of a name belongs to the role behind it: "Executive Director"."""
    role = parse.lower[end : end + 1]
    people = labelled("people_nouns")
    return parse.lower[end - 1] in words("role_modifiers") and any(word in people for word in role)


def _after_title(parse: Parse, start: int, end: int) -> int:
    """Find where the name begins behind forms of address and roles."""
    before, regnal = words("role_modifiers"), words("regnal_titles")
    given = labelled("given_names")
    for at in range(start, min(end - 1, start + MAX_TITLE_WORDS)):
        word = parse.lower[at].rstrip(".")
        if word in regnal and end - at == 2:
            break
        if word in given and word not in {"king", "general", "major"}:
            break
        if word in titles() or _is_office(parse, at) or parse.words[at] in peoples():
            start = at + 1
        elif word not in before:
            break
    return start


def _is_heading(parse: Parse, start: int) -> bool:
    """Tell whether an office with `of` stands before a place."""
    return start > 1 and parse.lower[start - 1] == "of" and parse.lower[start - 2] in HEADING


def _is_name(parse: Parse, start: int, end: int) -> bool:
    text = parse.words[start:end]
    if not any(_has_letter(word) for word in text):
        return False
    if end - start == 1 and _is_lone_title(parse.lower[start].rstrip(".")):
        return False
    if end - start == 1 and (opens_with_kind(parse, start) or _is_kind(text[0])):
        return False
    return any(not word.islower() for word in text) or parse.tags[end - 1] in PROPER


def _is_kind(word: str) -> bool:
    return word.islower() and word in labelled("group_nouns")


def _is_lone_title(word: str) -> bool:
    return word in GENERATIONS or (word in titles() and word not in labelled("given_names"))


def _has_letter(word: str) -> bool:
    return word.isalpha() or any(map(str.isalpha, word))
