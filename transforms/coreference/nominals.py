"""Find whom a nominal means: who has the role, or who can be called that and is in mind."""

from __future__ import annotations

from collections.abc import Collection

from transforms.coreference.chain import Chain
from transforms.coreference.focus import MOST_PRESENT, Focus
from transforms.coreference.gender import STRANGE, fits, told, unnamed
from transforms.coreference.kinship import SAME
from transforms.coreference.ranker import weights
from transforms.coreference.ranks import of_rank
from transforms.coreference.suiting import GENERIC_REACH, OPEN, OPEN_REACH, Suiting
from transforms.lexicons import function_words
from transforms.links import nation
from transforms.mentions import Parse, Reference
from transforms.mentions.nominals import (
    COPULAS,
    DETERMINERS,
    YEAR_OLD,
    kind_of,
    noun_of,
    people_nouns,
)
from transforms.mentions.parse import PLURAL

ROLE_REACH = 40
BODY_REACH = 10
PRESENCE, SPEAKER, NAMED = 0.5, 0.8, 0.3
TOPIC = 0.4
HERE = 2.0
"""A source means more likely who speaks or acts in its own paragraph."""
COUNTRIES = frozenset({"country"})
EITHER = frozenset(function_words("firm by deed"))
"""What people and bodies go by: the operator of a crane, or of a port."""
TOWNS = frozenset(function_words("town"))
INDEFINITE = frozenset({"a", "an"})
SERVING = frozenset(function_words("serving"))
NAMING = (["NNP"], ["NNPS"])
"""Tags of a word behind a noun that names it: the campaign group Parents Decide."""
AGE_WORDS = 5
"""How many words spaCy makes of an age: 49-year-old."""
POSSESSIVES = frozenset(function_words("possessive"))
BODY_LABELS = frozenset({"ORG", "GPE", "LOC", "FAC", "PRODUCT"})
UNLIKE_ONE = ("s", "sh", "ese", "French", "Dutch")
"""How the names of peoples end that can mean them all: the French, the Portuguese, Russians."""


class Nominals:
    """Resolve nominals against the chains in focus; those that fit none open a new chain.

    A source is taken for somebody in mind more readily than another nominal: news names who
    speaks, mostly, and then calls them by what they are.
    """

    def __init__(
        self, parse: Parse, focus: Focus, speakers: Collection[int], speech: bytearray
    ) -> None:
        self._parse = parse
        self._focus = focus
        self._suiting = Suiting(parse, focus, speakers, speech)

    def chain(self, mention: Reference) -> Chain:
        """Give the chain that a nominal continues, or a new one."""
        noun, first = noun_of(self._parse, mention), self._parse.lower[mention.start]
        label, found = self._label(mention, noun), None
        is_other = "other" in self._parse.lower[mention.start + 1 : mention.head]
        if subject := self._said_of(mention, label):
            return subject
        if first in DETERMINERS and not is_other:
            found = self._definite(mention, noun, label)
        elif first in POSSESSIVES:
            found = self._possessed(mention, noun, label)
        elif label == "ORG":
            found = self._national(mention, noun)
        if found is None:
            found = Chain(label)
            gender = people_nouns().get(noun, "")
            found.feminine = told(gender, weights()) if gender else unnamed(weights())
            found.is_told = bool(gender)
        return found

    def _said_of(self, mention: Reference, label: str) -> Chain | None:
        """Find the person of whom a nominal is said: "she is a nurse", "he works as a nurse"."""
        parse, head = self._parse, mention.head
        above = parse.heads[head]
        if label != "PERSON":
            return None
        if parse.deps[head] == "attr" and parse.lower[above] in COPULAS:
            subject = parse.subjects.get(above)
        elif parse.deps[head] == "pobj" and parse.lower[above] == "as":
            verb = parse.heads[above]
            subject = parse.subjects.get(verb) if parse.lower[verb] in SERVING else None
        else:
            return None
        chain = self._focus.at(subject) if subject is not None else None
        if chain is None or not chain.is_person or parse.lower[mention.start] not in INDEFINITE:
            return None
        return None if "not" in parse.lower[above : mention.start] else chain

    def called(self, mention: Reference) -> Chain | None:
        """Find whom a nationality means as a source: "the Portuguese", "the Italian"."""
        if not self._is_alone(mention) or not self._suiting.leads(mention):
            return None
        now, nation = self._focus.clock[mention.sentence], mention.text
        here = self._focus.paragraphs[mention.sentence]
        people = [c for c in self._focus.latest(now, OPEN_REACH) if c.is_person and c.names]
        fellows = [chain for chain in people if nation in chain.roles.values()]
        if fellows or nation.endswith(UNLIKE_ONE):
            return next(iter(fellows), None)
        present = [chain for chain in people if chain.placed in {here, here - 1}]

        def presence(chain: Chain) -> tuple[int, float]:
            return chain.placed, chain.weight(now) + SPEAKER * (chain is self._focus.speaker)

        return max(present, key=presence, default=None)

    def _is_alone(self, mention: Reference) -> bool:
        """Tell "the Spaniard" and "the 49-year-old Spaniard" from what is called Spanish."""
        lower, start = self._parse.lower, mention.start
        if lower[start - 1] == "old":
            start = max(0, start - AGE_WORDS)
        elif lower[start - 1].endswith(YEAR_OLD):
            start -= 1
        return start > 0 and lower[start - 1] == "the"

    def _definite(self, mention: Reference, noun: str, label: str) -> Chain | None:
        if label == "GPE" and noun in TOWNS:
            known = self._known(mention, noun, label)
            return known or self._most_present(mention, label, without=COUNTRIES)
        if label == "ORG" and self._parse.tags[mention.end : mention.end + 1] in NAMING:
            return None
        if label == "PERSON" and noun in EITHER:
            return self._best(mention, noun, {label, "ORG"})
        if label in {"PERSON", "ORG"}:
            return self._best(mention, noun, {label})
        return self._known(mention, noun, label)

    def _possessed(self, mention: Reference, noun: str, label: str) -> Chain | None:
        """Find the one person who was called by a noun as somebody's: "her husband"."""
        if label != "PERSON":
            return None
        now, owner = self._focus.clock[mention.sentence], self._focus.at(mention.start)
        gender = people_nouns().get(noun, "")
        called = (c for c in self._focus.latest(now, ROLE_REACH) if noun in c.nouns)
        for chain in (*self._focus.by_noun(noun), *called):
            if not chain.names or now - chain.last_seen > ROLE_REACH or chain is owner:
                continue
            if chain.is_person and not (gender and fits(chain.feminine, gender) < STRANGE):
                return chain
        return None

    def _national(self, mention: Reference, noun: str) -> Chain | None:
        """Find the body with a country in its name: Indonesia's bank is Bank Indonesia."""
        tags = self._parse.tags[mention.start : mention.head]
        if "POS" not in tags:
            return None
        country = " ".join(self._parse.words[mention.start :][: tags.index("POS")])
        if nation(country) is None:
            return None
        named = (c for c in self._focus.by_noun(noun) if c.label != "PERSON")
        return next((c for c in named if any(country in name for name in c.names)), None)

    def _known(self, mention: Reference, noun: str, label: str) -> Chain | None:
        """Find who went by the noun last."""
        reach = ROLE_REACH if label == "PEOPLE" else BODY_REACH
        now = self._focus.clock[mention.sentence]
        for chain in self._focus.by_noun(noun):
            if now - chain.last_seen <= reach and _can_be(chain, label):
                return chain
        return None

    def _best(self, mention: Reference, noun: str, labels: set[str]) -> Chain | None:
        """Find who or what of some types fits a noun best and is most in mind."""
        best, most = None, 0.0
        now, speaks = self._focus.clock[mention.sentence], self._suiting.leads(mention)
        here = self._focus.paragraphs[mention.sentence]
        farthest = ROLE_REACH if "PERSON" in labels else BODY_REACH
        options = (*self._focus.by_noun(noun), *self._focus.latest(now, farthest))
        before = self._parse.lower[mention.start : mention.head]
        for chain in of_rank(before, noun, list(dict.fromkeys(options))):
            passed = now - chain.last_seen
            if passed > ROLE_REACH or not any(_can_be(chain, label) for label in labels):
                continue
            reach = ROLE_REACH if chain.is_person else BODY_REACH
            suits = self._suiting.suits(mention, noun, chain, passed)
            if not suits or (passed > reach and suits < SAME):
                continue
            score = suits + PRESENCE * min(chain.weight(now), MOST_PRESENT)
            score += NAMED * bool(chain.names)
            if speaks and suits >= OPEN:
                score += SPEAKER * (chain is self._focus.speaker)
                score += TOPIC * (chain is self._focus.topic)
            score += HERE * (speaks and chain.placed == here)
            if score > most:
                best, most = chain, score
        if best is not None and best.label == "PRODUCT":
            best.label = "ORG"
        return best

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
        if self._parse.tags[mention.head] in PLURAL and not noun.endswith(YEAR_OLD):
            return "PEOPLE"
        return kind_of(noun) or "PERSON"


def _can_be(chain: Chain, label: str) -> bool:
    return chain.label == label or (label == "ORG" and chain.label in BODY_LABELS)
