"""Find whom a pronoun means: by gender, number, recency, and the grammar of its sentence."""

from __future__ import annotations

from collections.abc import Collection

from transforms.coreference.chain import Chain
from transforms.coreference.focus import Focus
from transforms.lexicons import function_words
from transforms.mentions import Parse, Reference

GENDERS = dict.fromkeys(("he", "him", "his", "himself"), "m") | dict.fromkeys(
    ("she", "her", "hers", "herself"), "f"
)
THINGS = frozenset({"it", "its", "itself"})
GROUPS = frozenset({"they", "them", "their", "theirs", "themselves"})
OBJECTS = frozenset({"dobj", "pobj", "dative", "obj", "iobj"})
EXPLETIVE_VERBS = frozenset(function_words("expletive verb"))
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
PERSON_REACH, GROUP_REACH, THING_REACH = 8, 3, 2
KNOWN_GENDER = 0.3
NAMED = 0.2
GOES_ON = 1.0
"""He who says something after another quote is likely the speaker of that one."""
LEAST = {"m": 0.05, "f": 0.05, "group": 0.3, "thing": 0.45}


class Pronouns:
    """Resolve third-person pronouns against the chains in focus."""

    def __init__(self, parse: Parse, focus: Focus, speakers: Collection[int]) -> None:
        self._speakers = speakers
        self._parse = parse
        self._focus = focus

    def chain(self, mention: Reference) -> Chain | None:
        """Give the chain that a pronoun continues, or nothing if none is likely."""
        word = self._parse.lower[mention.start]
        barred = self._barred(mention)
        if gender := GENDERS.get(word):
            return self._person(mention, gender, barred)
        if word in GROUPS:
            return self._best(mention, GROUP_REACH, "group", barred)
        if word in THINGS and not self._is_expletive(mention):
            return self._best(mention, THING_REACH, "thing", barred)
        return None

    def _person(self, mention: Reference, gender: str, barred: Chain | None) -> Chain | None:
        best, most = None, LEAST[gender]
        now, speaks = self._focus.clock[mention.sentence], mention.head in self._speakers
        for chain in self._focus.latest(now, PERSON_REACH):
            known = chain.gender
            if chain.label != "PERSON" or chain is barred or (known and known != gender):
                continue
            score = chain.weight(now)
            if chain.names:
                score += NAMED
            if known:
                score += KNOWN_GENDER
            if speaks and chain is self._focus.speaker:
                score += GOES_ON
            if score > most:
                best, most = chain, score
        if best is not None:
            best.gender = gender
        return best

    def _best(
        self, mention: Reference, reach: int, kind: str, barred: Chain | None
    ) -> Chain | None:
        best, most = None, LEAST[kind]
        now = self._focus.clock[mention.sentence]
        for chain in self._focus.latest(now, reach):
            fit = _fit(chain, kind)
            if chain is barred or not fit:
                continue
            score = chain.weight(now) * fit
            if score > most:
                best, most = chain, score
        return best

    def _barred(self, mention: Reference) -> Chain | None:
        """Give the chain a pronoun cannot mean: the subject of the verb whose object it is."""
        parse, head = self._parse, mention.head
        if parse.deps[head] not in OBJECTS or parse.lower[head].endswith(("self", "selves")):
            return None
        verb = parse.heads[head]
        if parse.deps[head] == "pobj":
            verb = parse.heads[verb]
        subject = parse.subjects.get(verb)
        return self._focus.at(subject) if subject is not None else None

    def _is_expletive(self, mention: Reference) -> bool:
        """Tell "it is likely that" and "it rains" from an `it` that means something."""
        parse, head = self._parse, mention.head
        if parse.lower[head] != "it":
            return False
        verb = parse.heads[head]
        return parse.deps[head] not in SUBJECTS or parse.lower[verb] in EXPLETIVE_VERBS


def _fit(chain: Chain, kind: str) -> float:
    """Say how well a chain can be they or it."""
    if kind == "group":
        if chain.label == "PEOPLE":
            return 1.0
        return {"ORG": 0.6, "NORP": 0.6}.get(chain.label, 0.0)
    return {"ORG": 1.0, "GPE": 0.9}.get(chain.label, 0.0)
