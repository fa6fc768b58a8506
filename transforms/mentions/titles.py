"""Find the titles and roles that stand before a person's name: "Foreign Minister Sergei Lavrov"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from transforms.lexicons import function_words, labelled, titles, words
from transforms.mentions.parse import PROPER, Parse, Reference

PARTS = frozenset({"NN", "NNP", "NNPS", "NNS", "JJ", "HYPH", "POS"})
LINKS = frozenset({"of", "for", "to"})
DETERMINERS = frozenset({"the", "a", "an", "his", "her", "its", "their", "our", "my"})
OFFICES = frozenset(function_words("office"))
"""What somebody can be secretary of, or chief."""
MAX_ROLE = 10
MAX_OFFICE = 4
"""Words that an office may have behind "of": the Joint General Staff."""
Owner = dict[int, Reference]


def owners(names: list[Reference]) -> Owner:
    """Map tokens to the name they are part of."""
    return {token: name for name in names for token in range(name.start, name.end)}


def find_titles(parse: Parse, names: list[Reference], owner: Owner) -> Iterator[Reference]:
    """Yield the title before each person's name, without articles and forms of address."""
    for name in names:
        if name.label != "PERSON" or not name.start:
            continue
        if (noun := _role_noun(parse, name, owner)) is None:
            continue
        start = role_start(parse, noun, owner)
        title = parse.reference(start, noun + 1, "TITLE", "title", noun)
        title.of, title.sentence = name, name.sentence
        title.affiliation = affiliation(parse, start, noun, owner)
        title.role = role_text(parse, start, noun)
        yield title


def is_office(parse: Parse, name: Reference) -> bool:
    """Tell whether the model took a part of a title for a name: "Home" in "Home Secretary"."""
    if name.label in {"PERSON", "GPE", "NORP"} or name.end >= len(parse):
        return False
    if parse.lower[name.end] not in titles():
        return False
    before = words("role_modifiers")
    return all(word in before for word in parse.lower[name.start : name.end])


def role_start(parse: Parse, noun: int, owner: Owner) -> int:
    """Find the first word of a role: behind articles, possessors and names."""
    start = noun
    while start and noun - start < MAX_ROLE and start - 1 not in owner:
        word, tag = parse.lower[start - 1], parse.tags[start - 1]
        if tag not in PARTS or tag == "POS" or word in DETERMINERS:
            break
        if not start <= parse.heads[start - 1] <= noun + MAX_ROLE:
            break
        if parse.sentence[start - 1] != parse.sentence[noun]:
            break
        start -= 1
    return start - 1 if start and parse.tags[start] == "HYPH" else start


def role_text(parse: Parse, start: int, noun: int) -> str:
    """Give the words of a role in small letters, acronyms excepted: "foreign minister".

    The office it is of keeps its letters: "chief of the General Staff".
    """
    role = _in_small_letters(parse.text[parse.starts[start] : parse.ends[noun]])
    end = role_end(parse, noun)
    if end == noun:
        return role
    of = parse.text[parse.starts[noun + 1] : parse.ends[end]]
    return f"{role} {of if end > noun + 2 else of.lower()}"


def role_end(parse: Parse, noun: int) -> int:
    """Find the last word of a role: the office behind "of", else the noun itself."""
    if parse.lower[noun + 1 : noun + 2] != ["of"]:
        return noun
    last = min(len(parse), noun + 2 + MAX_OFFICE)
    for end in range(noun + 2, last):
        word = parse.lower[end]
        if word in OFFICES:
            return end
        if word not in DETERMINERS and parse.tags[end] not in PROPER:
            break
    return noun


@lru_cache(maxsize=4096)
def _in_small_letters(text: str) -> str:
    full = labelled("abbreviations")
    small = (w if w.isupper() and len(w) < 5 else w.lower() for w in text.split())
    return " ".join(full.get(word, word) for word in small)


def affiliation(parse: Parse, start: int, noun: int, owner: Owner) -> str | None:
    """Give the name before a role ("NATO's", "Russian") or behind it ("at Alder Bank")."""
    before = start - 1
    if before > 0 and parse.tags[before] == "POS":
        before -= 1
    after = role_end(parse, noun) + 1
    follows = before not in owner and after + 1 < len(parse)
    if follows and parse.lower[after] in {"of", "for", "to", "at", "with", "in"}:
        after += 1
        after += parse.lower[after] in DETERMINERS
    found = owner.get(before) or owner.get(after)
    usable = found and found.label in {"ORG", "GPE", "NORP", "LOC", "FAC"}
    return found.text if found and usable else None


def _role_noun(parse: Parse, name: Reference, owner: Owner) -> int | None:
    """Find the noun of the role before a name; "Secretary of State" may part them."""
    at = name.start - 1
    if _is_role(parse, at) and at not in owner:
        return at
    low = max(0, name.start - MAX_ROLE)
    while at > low and (parse.tags[at] in PARTS or parse.lower[at] == "the"):
        at -= 1
    if at > low and parse.lower[at] in LINKS and _is_role(parse, at - 1):
        return at - 1
    return None


def _is_role(parse: Parse, token: int) -> bool:
    word = parse.lower[token].rstrip(".")
    if word in words("honorifics"):
        return False
    if word in labelled("people_nouns") or word in titles():
        return True
    return word in labelled("trade_nouns") and (parse.words[token].islower() or not token)
