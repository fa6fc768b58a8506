"""Find pronouns, and nominals that can speak or be spoken of: "the minister", "officials"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from transforms.lexicons import function_words, labelled
from transforms.mentions.parse import Parse, Reference
from transforms.mentions.titles import Owner, affiliation, role_start

PRONOUNS = frozenset(function_words("pronoun"))
NOUNS = frozenset({"NN", "NNS"})
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
    for token, tag in enumerate(parse.tags):
        if tag in {"PRP", "PRP$"} and parse.lower[token] in PRONOUNS:
            yield Reference(token, token + 1, token, "PRONOUN", "pronoun", parse.sentence[token])


def find_nominals(parse: Parse, owner: Owner, taken: set[int]) -> Iterator[Reference]:
    """Yield the nominals whose head noun is a person, a group, an organisation or a place.

    They reach from their determiner to their head: "the former minister" without "of trade".
    Tokens that are `taken` head no nominal.
    """
    known = kinds()
    for token, word in enumerate(parse.lower):
        if word in known and token not in taken and token not in owner and _is_head(parse, token):
            start = left_edge(parse, token)
            found = Reference(start, token + 1, token, "NOMINAL", "nominal", parse.sentence[token])
            found.of = _stands_for(parse, token, owner)
            found.affiliation = affiliation(parse, role_start(parse, token, owner), token, owner)
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
    heads, at = parse.heads, head
    while at and head - at < MAX_LEFT and parse.sentence[at - 1] == parse.sentence[head]:
        before = at - 1
        if parse.tags[before] != "POS" and not (
            parse.deps[before] in LEFT and before < heads[before] <= head
        ):
            break
        at = before
    return at


def _is_head(parse: Parse, token: int) -> bool:
    tag = parse.tags[token]
    if parse.deps[token] == "compound" and parse.heads[token] > token:
        return False
    if tag in NOUNS:
        return True
    return tag in PROPER and parse.lower[left_edge(parse, token)] in DETERMINERS


def _stands_for(parse: Parse, token: int, owner: Owner) -> Reference | None:
    """Find the name beside a nominal in apposition, or the subject of which it is said."""
    dep, governor = parse.deps[token], parse.heads[token]
    found = None
    if dep == "appos":
        found = owner.get(governor)
    elif dep == "attr" and parse.lower[governor] in COPULAS:
        found = owner.get(parse.subjects.get(governor, -1))
    if found is None:
        found = _named_after(parse, token, owner)
    people = labelled("group_nouns").get(parse.lower[token]) == "PEOPLE"
    if found is None or people or parse.tags[token] in {"NNS", "NNPS"}:
        return None
    wanted = "PERSON" if parse.lower[token] in labelled("people_nouns") else "ORG"
    return found if found.label in {wanted, "GPE" if wanted == "ORG" else wanted} else None


def _named_after(parse: Parse, token: int, owner: Owner) -> Reference | None:
    """Find the name set off behind a nominal: "the president, Vladimir Putin,"."""
    if token + 2 < len(parse) and parse.words[token + 1] == ",":
        name = owner.get(token + 2)
        if name and parse.deps[name.head] == "appos" and parse.heads[name.head] == token:
            return name
    return None
