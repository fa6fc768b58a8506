"""Find pronouns, and nominals that can speak or be spoken of: "the minister", "officials"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from transforms.lexicons import function_words, labelled
from transforms.mentions.parse import Parse, Reference
from transforms.mentions.titles import Owner, affiliation, role_start, role_text

PRONOUNS = frozenset(function_words("pronoun"))
PROPER = frozenset({"NNP", "NNPS"})
DETERMINERS = frozenset(function_words("definite"))
LEFT = frozenset(
    {"det", "amod", "compound", "poss", "nummod", "nmod", "case", "quantmod", "advmod", "predet"}
)
EPITHETS = frozenset(function_words("epithet"))
COPULAS = frozenset(function_words("copula"))
MAX_LEFT = 10


def find_pronouns(parse: Parse) -> Iterator[Reference]:
    """Yield the personal and possessive pronouns."""
    for token in parse.pronouns:
        if parse.lower[token] in PRONOUNS:
            yield parse.reference(token, token + 1, "PRONOUN", "pronoun", token)


def find_nominals(parse: Parse, owner: Owner, taken: set[int]) -> Iterator[Reference]:
    """Yield the nominals whose head noun is a person, a group, an organisation or a place.

    They reach from their determiner to their head: "the former minister" without "of trade".
    Tokens that are `taken` head no nominal.
    """
    known, lower = kinds(), parse.lower
    named = {
        parse.heads[name.head]: name
        for name in reversed(list(dict.fromkeys(owner.values())))
        if parse.deps[name.head] == "appos"
        and "," in parse.lower[parse.heads[name.head] + 1 : name.start]
    }
    for token in parse.nouns:
        if lower[token] not in known or token in taken or token in owner:
            continue
        start = left_edge(parse, token)
        if not _is_head(parse, token, start):
            continue
        found = parse.reference(start, token + 1, "NOMINAL", "nominal", token)
        found.of = _stands_for(parse, token, owner, named)
        role = role_start(parse, token, owner)
        found.affiliation = affiliation(parse, role, token, owner)
        found.role = role_text(parse, max(start, role), token)
        yield found


def is_epithet(parse: Parse, name: Reference) -> bool:
    """Tell whether the model took what somebody is called for a name: "the Iowa Republican"."""
    if name.label != "NORP" or parse.tags[name.head] not in {"NN", "NNP"}:
        return False
    subject = parse.deps[name.head] in {"nsubj", "appos", "nsubjpass"}
    if not subject or parse.lower[name.head] not in EPITHETS:
        return False
    return parse.lower[left_edge(parse, name.head)] == "the"


@cache
def kinds() -> dict[str, str]:
    """Map nouns that make nominals to what they refer to: PERSON, PEOPLE, ORG or GPE."""
    people = dict.fromkeys(labelled("people_nouns"), "PERSON")
    return people | labelled("group_nouns")


def left_edge(parse: Parse, head: int) -> int:
    """Find the first token of the noun phrase that ends with its head."""
    heads, tags, deps, at = parse.heads, parse.tags, parse.deps, head
    first = max(parse.sentence_starts[parse.sentence[head]], head - MAX_LEFT)
    while at > first:
        before = at - 1
        if tags[before] != "POS" and not (deps[before] in LEFT and before < heads[before] <= head):
            break
        at = before
    return at


def _is_head(parse: Parse, noun: int, start: int) -> bool:
    """Tell whether a noun heads the phrase that starts there; a proper one needs an article."""
    if parse.deps[noun] == "compound" and parse.heads[noun] > noun:
        return False
    return parse.tags[noun] not in PROPER or parse.lower[start] in DETERMINERS


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
    if found is None:
        found = named.get(token)
    people = labelled("group_nouns").get(parse.lower[token]) == "PEOPLE"
    if found is None or people or parse.tags[token] in {"NNS", "NNPS"}:
        return None
    wanted = "PERSON" if parse.lower[token] in labelled("people_nouns") else "ORG"
    return found if found.label in {wanted, "GPE" if wanted == "ORG" else wanted} else None
