"""Find whom a nominal means: who has the role, or which body the noun fits."""

from __future__ import annotations

from transforms.coreference.chain import Chain
from transforms.coreference.focus import Focus
from transforms.lexicons import function_words, labelled
from transforms.mentions import Parse, Reference
from transforms.mentions.nominals import DETERMINERS, kinds

ROLE_REACH = 40
BODY_REACH = 10
GENERIC_REACH = 3
GENERIC = frozenset(function_words("generic body"))
EPITHETS = frozenset(function_words("epithet"))
PARTICULAR = frozenset(function_words("particular body"))
COUNTRIES = frozenset({"country"})
TOWNS = frozenset(function_words("town"))
PLURAL = frozenset({"NNS", "NNPS"})
LOOSE = frozenset(function_words("loose adjective"))


class Nominals:
    """Resolve nominals against the chains in focus; those that fit none open a new chain."""

    def __init__(self, parse: Parse, focus: Focus) -> None:
        self._parse = parse
        self._focus = focus

    def chain(self, mention: Reference) -> Chain:
        """Give the chain that a nominal continues, or a new one."""
        noun = self._parse.lower[mention.head]
        found = None
        if self._parse.lower[mention.start] in DETERMINERS:
            found = self._definite(mention, noun)
        if found is None:
            found = Chain(self._label(mention, noun))
            found.gender = labelled("people_nouns").get(noun, "")
        return found

    def _definite(self, mention: Reference, noun: str) -> Chain | None:
        label = self._label(mention, noun)
        reach = ROLE_REACH if label in {"PERSON", "PEOPLE"} else BODY_REACH
        now = self._focus.clock[mention.sentence]
        for chain in self._focus.by_noun(noun):
            if now - chain.last_seen <= reach and self._agrees(mention, chain, label):
                return chain
        if label == "ORG" and noun in GENERIC:
            return self._most_present(mention, label, without=PARTICULAR)
        if label == "GPE" and noun in TOWNS:
            return self._most_present(mention, label, without=COUNTRIES)
        if label == "PERSON" and noun in EPITHETS:
            return self._most_present(mention, label)
        return None

    def _agrees(self, mention: Reference, chain: Chain, label: str) -> bool:
        """Tell whether number and the words before the noun allow the chain."""
        if label != chain.label and not (label == "ORG" and chain.label in {"GPE", "LOC"}):
            return False
        between = set(self._parse.lower[mention.start + 1 : mention.head]) - LOOSE
        known = {word for role in chain.roles for word in role.split()} | chain.nouns
        known.update(word for name in chain.names[:3] for word in name.lower().split())
        return not between or between <= known or not chain.is_person

    def _most_present(
        self, mention: Reference, label: str, without: frozenset[str] = frozenset()
    ) -> Chain | None:
        now = self._focus.clock[mention.sentence]
        fitting = [
            chain
            for chain in self._focus.latest(now, GENERIC_REACH)
            if chain.label == label and chain.names and not without & chain.nouns
        ]
        return max(fitting, key=lambda chain: chain.weight(now), default=None)

    def _label(self, mention: Reference, noun: str) -> str:
        if self._parse.tags[mention.head] in PLURAL:
            return "PEOPLE"
        return kinds()[noun]
