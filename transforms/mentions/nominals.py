"""Find pronouns, and nominals that can speak or be spoken of: "the minister", "officials"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache, lru_cache

from transforms.lexicons import function_words, labelled, singulars, words
from transforms.mentions.parse import PROPER, Parse, Reference
from transforms.mentions.titles import Owner, affiliation, role_start, role_text

PRONOUNS = frozenset(function_words("pronoun"))
NOUNS = (["NN"], ["NNS"], ["NNP"], ["JJ"], ["HYPH"])
YEAR_OLD = "-year-old"
DETERMINERS = frozenset(function_words("definite"))
LEFT = frozenset(
    {"det", "amod", "compound", "poss", "nummod", "nmod", "case", "quantmod", "advmod", "predet"}
)
HYPHEN = "HYPH"
PAPERS = frozenset(function_words("paper"))
MIN_PAPER = 2
"""Words of a newspaper's name, its article included, before the one that somebody may be."""
NAMING = (["NNP"], ["NNPS"])
EPITHETS = frozenset(function_words("epithet"))
HOLDING = frozenset(function_words("once held"))
NAMED = ("called", "named", "identified", "known")
COPULAS = frozenset(function_words("copula"))
MAX_LEFT = 10
MAX_OFFICES = 2
"""Of how many things somebody may be the head: the chief of the staff of the army."""
AGE = re.compile(r"\b\d{1,3}-year-old\b")
AGENT = re.compile(
    r"(?:\w\w[^l]ist|\w\warian|icist|ographer|\w\w(?:woman|sman|keeper|maker|owner|holder|fighter"
    r"|driver|worker|player|goer|watcher|writer|breeder|grower|herder|teacher|trainer))$"
)
"""How nouns for people end that no list has."""


def find_pronouns(parse: Parse) -> Iterator[Reference]:
    """Yield the personal and possessive pronouns."""
    for token in parse.pronouns:
        if parse.lower[token] in PRONOUNS:
            yield parse.reference(token, token + 1, "PRONOUN", "pronoun", token)


def find_nominals(
    parse: Parse, owner: Owner, taken: set[int], sources: Collection[int] = ()
) -> Iterator[Reference]:
    """Yield the nominals whose head noun is a person, a group, an organisation or a place.

    They reach from their determiner to their head: "the former minister" without "of trade".
    Tokens that are `taken` head no nominal; one that heads a source may be any noun that once
    held: "said the former first-round pick".
    """
    lower = parse.lower
    named = dict(_set_off(parse, owner))
    for token in parse.nouns:
        is_known = bool(kind_of(lower[token]))
        if not (is_known or token in sources) or token in taken or token in owner:
            continue
        start = left_edge(parse, token)
        if not is_known and not _held(parse, start, token):
            continue
        if not _is_head(parse, token, start):
            continue
        found = parse.reference(start, token + 1, "NOMINAL", "nominal", token)
        found.of = _stands_for(parse, token, owner, named)
        role = role_start(parse, token, owner)
        found.affiliation = affiliation(parse, role, token, owner)
        found.role = role_text(parse, max(start, role), token)
        yield found


def find_ages(parse: Parse) -> Iterator[Reference]:
    """Yield what somebody is called by an age alone: "the 43-year-old"."""
    for age in AGE.finditer(parse.text):
        found = parse.tokens(*age.span())
        start, end = found.start - 1, found.stop
        if start < 0 or parse.lower[start] != "the" or parse.tags[end : end + 1] in NOUNS:
            continue
        mention = parse.reference(start, end, "NOMINAL", "nominal")
        mention.role = age[0]
        yield mention


def is_epithet(parse: Parse, name: Reference) -> bool:
    """Tell whether the model took what somebody is called for a name: "the Iowa Republican"."""
    if name.label != "NORP" or parse.tags[name.head] not in {"NN", "NNP"}:
        return False
    subject = parse.deps[name.head] in {"nsubj", "appos", "nsubjpass"}
    if not subject or parse.lower[name.head] not in EPITHETS:
        return False
    return parse.lower[left_edge(parse, name.head)] == "the"


def noun_of(parse: Parse, mention: Reference) -> str:
    """Give the noun of a nominal or a title; somebody's age is one word."""
    if mention.role and mention.role.endswith(YEAR_OLD):
        return mention.role
    return parse.lower[mention.head]


@lru_cache(maxsize=16384)
def kind_of(noun: str) -> str:
    """Tell what a noun refers to: PERSON, PEOPLE, ORG or GPE, or nothing of these."""
    if noun.endswith(YEAR_OLD) or noun in people_nouns():
        return labelled("group_nouns").get(noun, "PERSON")
    if known := labelled("group_nouns").get(noun):
        return known
    if AGENT.search(noun):
        return "PERSON"
    return "PEOPLE" if any(kind_of(one) for one in singulars(noun)) else ""


@cache
def people_nouns() -> dict[str, str]:
    """Map the nouns for people to the gender they tell, those that are surnames included."""
    return labelled("people_nouns") | labelled("trade_nouns")


def left_edge(parse: Parse, head: int) -> int:
    """Find the first token of the noun phrase that ends with its head."""
    heads, tags, deps, at = parse.heads, parse.tags, parse.deps, head
    first = max(parse.sentence_starts[parse.sentence[head]], head - MAX_LEFT)
    while at > first:
        before = at - 1
        is_joined = HYPHEN in (tags[before], tags[at]) and parse.ends[before] == parse.starts[at]
        is_part = deps[before] in LEFT and before < heads[before] <= head
        if tags[before] != "POS" and not is_part and not is_joined:
            break
        at = before
    return at


def _set_off(parse: Parse, owner: Owner) -> Iterator[tuple[int, Reference]]:
    """Yield nouns with the name set off behind them, of several the nearest one last.

    "The president, Vladimir Putin" and, without a comma, "founder and chief executive Dora Lind".
    """
    for name in reversed(list(dict.fromkeys(owner.values()))):
        if parse.deps[name.head] != "appos":
            continue
        noun, before = _renamed(parse, name), name.start - 1
        is_second = parse.deps[before] == "conj" and parse.heads[before] == noun
        if is_second or "," in parse.lower[noun + 1 : name.start]:
            yield noun, name
        elif parse.deps[noun] == "appos" and name.label == "PERSON":
            yield parse.heads[noun], name


def _renamed(parse: Parse, name: Reference) -> int:
    """Find the noun that a name behind it means: not the council of "the leader of the council"."""
    noun = parse.heads[name.head]
    is_named = parse.tags[noun] in PROPER
    if name.label != "PERSON" or (kind_of(parse.lower[noun]) == "PERSON" and not is_named):
        return noun
    above = noun
    for _ in range(MAX_OFFICES):
        if parse.deps[above] != "pobj":
            break
        above = parse.heads[parse.heads[above]]
        if kind_of(parse.lower[above]) == "PERSON":
            return above
    return noun


def _held(parse: Parse, start: int, noun: int) -> bool:
    """Tell whether somebody is called by what they were: "the former signaller"."""
    once = HOLDING.intersection(parse.lower[start + 1 : noun])
    return parse.tags[noun] == "NN" and parse.lower[start] == "the" and bool(once)


def _is_head(parse: Parse, noun: int, start: int) -> bool:
    """Tell whether a noun heads the phrase that starts there; a proper one needs an article."""
    if parse.deps[noun] == "compound" and parse.heads[noun] > noun:
        return False
    if noun - start > MIN_PAPER and is_paper(parse, start + 1, noun):
        return False
    return parse.tags[noun] not in PROPER or parse.lower[start] in DETERMINERS


def is_paper(parse: Parse, start: int, noun: int) -> bool:
    """Tell a newspaper from an office: the Sioux Falls Argus Leader, the Labour Party Leader.

    An office stands behind what it is of, or before its holder.
    """
    if parse.lower[noun] not in PAPERS or parse.lower[start - 1] != "the":
        return False
    if not parse.words[noun].istitle() or parse.tags[noun + 1 : noun + 2] in NAMING:
        return False
    before = parse.words[noun - 1]
    is_body = before.lower() in labelled("name_heads") or before.lower() in words("role_modifiers")
    return PROPER.issuperset(parse.tags[start:noun]) and not (is_body or before.isupper())


def _called(parse: Parse, token: int, owner: Owner) -> Reference | None:
    """Find the name that somebody is said to have: "a driver called Wayne Reed"."""
    at = token + 1 + (parse.lower[token + 1 : token + 2] == [","])
    if at >= len(parse) or parse.lower[at] not in NAMED:
        return None
    if (parse.deps[at], parse.heads[at]) != ("acl", token):  # a driver called Reed on Monday
        return None
    at += 1 + (parse.lower[at + 1 : at + 2] == ["as"])
    found = owner.get(at)
    return found if found and found.start == at else None


def _stands_for(
    parse: Parse, token: int, owner: Owner, named: dict[int, Reference]
) -> Reference | None:
    """Find the name beside a nominal in apposition, or the subject of which it is said.

    `named` maps a nominal to the name set off behind it: "the president, Vladimir Putin".
    """
    dep, governor = parse.deps[token], parse.heads[token]
    found = None
    if dep == "appos":
        found = owner.get(governor)
    elif dep == "attr" and parse.lower[governor] in COPULAS:
        found = owner.get(parse.subjects.get(governor, -1))
    elif dep == "conj" and (joined := named.get(governor)) and token < joined.start:
        found = joined
    if found is None:
        found = named.get(token) or _called(parse, token, owner)
    people = labelled("group_nouns").get(parse.lower[token]) == "PEOPLE"
    if found is None or people or parse.tags[token] in {"NNS", "NNPS"}:
        return None
    wanted = "PERSON" if kind_of(parse.lower[token]) == "PERSON" else "ORG"
    return found if found.label in {wanted, "GPE" if wanted == "ORG" else wanted} else None
