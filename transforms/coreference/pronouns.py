"""Find whom a pronoun means: by gender, number, recency, and the grammar of its sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence

from transforms.coreference.chain import Chain
from transforms.coreference.focus import MOST_PRESENT, QUOTED, TOLD, Focus
from transforms.coreference.kinship import is_kind_of_body
from transforms.lexicons import function_words
from transforms.mentions import Parse, Reference
from transforms.mentions.parse import SUBJECTS

GENDERS = dict.fromkeys(("he", "him", "his", "himself"), "m") | dict.fromkeys(
    ("she", "her", "hers", "herself"), "f"
)
THINGS = frozenset({"it", "its", "itself"})
GROUPS = frozenset({"they", "them", "their", "theirs", "themselves"})
OBJECTS = frozenset({"dobj", "pobj", "dative", "obj", "iobj"})
EXPLETIVE_VERBS = frozenset(function_words("expletive verb"))
NOWHERE = -1
MISTAKEN = frozenset({"ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART"})
"""Types that the model gives to unusual names of people."""
PERSON_REACH, GROUP_REACH, THING_REACH = 8, 3, 2
KNOWN_GENDER = 0.3
NAMED = 0.2
LATEST, ACTS = 1.0, 0.5
"""He who says something after another one has acted may be either."""
UNLIKELY = 0.6
"""Taken from who was last meant by a pronoun of another gender."""
HERE = 1.5
"""He who says something is likely who has spoken or acted in the paragraph."""
TELLS = 1.0
"""He of whom somebody says something is likely that somebody: "Reed said he would go"."""
GOES_ON = 1.0
"""He who says something after another quote is likely the speaker of that one."""
LEAST = {"m": 0.05, "f": 0.05, "group": 0.3, "thing": 0.45}


class Pronouns:
    """Resolve third-person pronouns against the chains in focus."""

    def __init__(
        self,
        parse: Parse,
        focus: Focus,
        speakers: Collection[int],
        speech: bytearray,
        voices: Sequence[int],
        named: Mapping[int, Chain],
    ) -> None:
        self._speakers = speakers
        self._speech = speech
        self._voices = voices
        self._named = named
        self._parse = parse
        self._focus = focus

    def chain(self, mention: Reference) -> Chain | None:
        """Give the chain that a pronoun continues, or nothing if none is likely."""
        word = self._parse.lower[mention.start]
        barred = self._barred(mention)
        if gender := GENDERS.get(word):
            return self._person(mention, gender, barred)
        if word in GROUPS:
            return self._best(mention, GROUP_REACH, "group", barred) or self._single(mention)
        if word in THINGS and not self._is_expletive(mention):
            return self._best(mention, THING_REACH, "thing", barred)
        return None

    def _person(self, mention: Reference, gender: str, barred: list[Chain]) -> Chain | None:
        best, most = None, LEAST[gender]
        now, speaks = self._focus.clock[mention.sentence], self._goes_on(mention)
        teller = self._teller(mention)
        for chain in self._focus.latest(now, PERSON_REACH):
            known = chain.gender
            if chain.label != "PERSON" or chain in barred or (known and known != gender):
                continue
            score = min(chain.weight(now), MOST_PRESENT)
            if chain.names:
                score += NAMED
            if known or chain.guess == gender:
                score += KNOWN_GENDER
            elif chain.guess:
                score -= UNLIKELY
            if speaks:
                score += self._prominence(chain, gender)
                score += HERE * (chain.placed == self._focus.paragraphs[mention.sentence])
            if chain is teller and gender in {known, chain.guess}:
                score += TELLS
            if score > most:
                best, most = chain, score
        if best is None and speaks:
            best = self._mistaken()
        if best is not None:
            best.guess = gender
            if speaks and best is self._focus.speaker and best.names:
                best.gender = gender
        return best

    def _prominence(self, chain: Chain, gender: str) -> float:
        """Say how likely a chain speaks next: who spoke last, less so if another acted since."""
        speaker, topic = self._focus.speaker, self._focus.topic
        if topic is None or topic is speaker or topic.gender not in {"", gender}:
            return (GOES_ON if chain.names else ACTS) * (chain is speaker)
        return LATEST * (chain is topic) + ACTS * (chain is speaker)

    def _goes_on(self, mention: Reference) -> bool:
        """Tell whether a pronoun speaks for the writer: not within what somebody says."""
        return mention.head in self._speakers and not self._speech[mention.head]

    def _mistaken(self) -> Chain | None:
        """Give who spoke last if the model took a person's name for that of a body."""
        last = self._focus.speaker
        if last is None or last.label not in MISTAKEN or last.affiliation or last.is_well_known:
            return None
        if not any(map(is_kind_of_body, last.nouns)):
            last.label = "PERSON"
            return last
        return None

    def _single(self, mention: Reference) -> Chain | None:
        """Give the person who spoke last where they can mean no group."""
        last, now = self._focus.speaker, self._focus.clock[mention.sentence]
        if mention.head not in self._speakers or not last or not last.is_person:
            return None
        if last.gender or last.guess or self._has_several(last, mention):
            return None
        return last if last.names and now - last.last_seen <= THING_REACH else None

    def _best(self, mention: Reference, reach: int, kind: str, barred: list[Chain]) -> Chain | None:
        best, most = None, LEAST[kind]
        now, here = self._focus.clock[mention.sentence], self._focus.paragraphs[mention.sentence]
        speaks = kind == "group" and self._goes_on(mention)
        for chain in self._focus.latest(now, reach):
            fit = _fit(chain, kind)
            if chain in barred or not fit:
                continue
            if kind == "group" and chain.label != "PEOPLE" and self._is_past(chain, mention):
                continue
            score = chain.weight(now) * fit + HERE * (speaks and chain.placed == here)
            if score > most:
                best, most = chain, score
        return best

    def _is_past(self, body: Chain, mention: Reference) -> bool:
        """Tell whether a body is too far from mind to be they: it does nothing, or others do."""
        here = self._focus.paragraphs[mention.sentence]
        return body.placed < here - 1 or self._has_several(body, mention)

    def _has_several(self, last: Chain, mention: Reference) -> bool:
        """Tell whether several have done something since a chain did, before a pronoun."""
        several = self._parse.plural_subjects
        found = range(bisect_right(several, last.acted), bisect_left(several, mention.head))
        return any(not self._speech[several[at]] for at in found)

    def _barred(self, mention: Reference) -> list[Chain]:
        """List whom a pronoun cannot mean."""
        found = (self._possessed(mention), self._subject(mention), self._voice(mention))
        return [chain for chain in found if chain is not None]

    def _possessed(self, mention: Reference) -> Chain | None:
        """Give whom a possessive stands before: nobody is his own lawyer."""
        head = mention.head
        if self._parse.deps[head] != "poss":
            return None
        return self._focus.at(self._parse.heads[head])

    def _subject(self, mention: Reference) -> Chain | None:
        """Give the subject of the verb whose object a pronoun is."""
        parse, head = self._parse, mention.head
        if parse.deps[head] not in OBJECTS or parse.lower[head].endswith(("self", "selves")):
            return None
        verb = parse.heads[head]
        if parse.deps[head] == "pobj":
            verb = parse.heads[verb]
        subject = parse.subjects.get(verb)
        return self._focus.at(subject) if subject is not None else None

    def _voice(self, mention: Reference) -> Chain | None:
        """Give who speaks in the quotation around a pronoun: they would say I.

        Of a source behind it that is a pronoun, it is likely whoever spoke before.
        """
        source = self._voices[mention.head] if self._voices else NOWHERE
        if source == NOWHERE or self._speech[mention.head] != QUOTED:
            return None
        if source < mention.head or source in self._named:
            return self._named.get(source) or self._focus.at(source)
        last, gender = self._focus.speaker, GENDERS.get(self._parse.lower[source])
        if not gender or not last or (last.gender and last.gender != gender):
            return None
        return last

    def _teller(self, mention: Reference) -> Chain | None:
        """Give who reports, before a pronoun and without quotation marks, what it stands in."""
        head = mention.head
        if self._speech[head] != TOLD or not self._voices or self._voices[head] == NOWHERE:
            return None
        source = self._voices[head]
        return self._focus.at(source) if source < head else None

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
