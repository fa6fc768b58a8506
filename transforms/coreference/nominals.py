"""Find whom a nominal means: who has the role, or who can be called that and is in mind."""

from __future__ import annotations

from collections.abc import Collection

from transforms.coreference.chain import RELATIONS, Chain
from transforms.coreference.focus import Focus
from transforms.coreference.kinship import (
    KIN,
    SITUATED,
    VAGUE,
    defines,
    fit,
    is_kind_of_body,
    kinship,
)
from transforms.lexicons import function_words
from transforms.mentions import Parse, Reference
from transforms.mentions.nominals import (
    COPULAS,
    DETERMINERS,
    YEAR_OLD,
    kind_of,
    noun_of,
    people_nouns,
)

ROLE_REACH = 40
BODY_REACH = 10
GENERIC_REACH = 3
OPEN_REACH = 8
"""How many sentences back somebody is looked for of whom the text tells no such role."""
OPEN = 0.5
"""How well a noun fits who is called nothing else."""
OTHERWISE = 0.2
"""How well one fits who was in mind last and is called something else: a nurse may campaign."""
PRESENCE, SPEAKER, NAMED = 0.5, 0.6, 0.3
MOST_PRESENT = 2.0
GENERIC = frozenset(function_words("generic body"))
PARTICULAR = frozenset(function_words("particular body"))
COMPANY = "company"
FIRMS = frozenset({COMPANY, "firm"})
COUNTRIES = frozenset({"country"})
TOWNS = frozenset(function_words("town"))
OFFICES = frozenset(function_words("world office"))
INDEFINITE = frozenset({"a", "an"})
SERVING = frozenset(function_words("serving"))
REDESCRIBING = frozenset(function_words("redescribing"))
NAMING = (["NNP"], ["NNPS"])
"""Tags of a word behind a noun that names it: the campaign group Parents Decide."""
PROPER = frozenset({"NNP", "NNPS"})
PLURAL = frozenset({"NNS", "NNPS"})
LOOSE = frozenset(function_words("loose adjective"))
POSSESSIVES = frozenset(function_words("possessive"))
BODY_LABELS = frozenset({"ORG", "GPE", "LOC", "FAC", "PRODUCT"})
UNSURE = frozenset({"GPE", "FAC", "PRODUCT"})
"""Types that the model gives to unusual names of bodies as well."""


class Nominals:
    """Resolve nominals against the chains in focus; those that fit none open a new chain.

    A source is taken for somebody in mind more readily than another nominal: news names who
    speaks, mostly, and then calls them by what they are.
    """

    def __init__(
        self, parse: Parse, focus: Focus, speakers: Collection[int], speech: bytearray
    ) -> None:
        self._parse = parse
        self._speech = speech
        self._focus = focus
        self._speakers = speakers

    def chain(self, mention: Reference) -> Chain:
        """Give the chain that a nominal continues, or a new one."""
        noun, first = noun_of(self._parse, mention), self._parse.lower[mention.start]
        label, found = self._label(mention, noun), None
        is_other = "other" in self._parse.lower[mention.start + 1 : mention.head]
        if told := self._said_of(mention, label):
            return told
        if first in DETERMINERS and not is_other:
            found = self._definite(mention, noun, label)
        elif first in POSSESSIVES:
            found = self._possessed(mention, noun, label)
        if found is None:
            found = Chain(label)
            found.gender = people_nouns().get(noun, "")
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
        """Find whom a nationality means as a source: "the Portuguese"."""
        if self._parse.lower[mention.start - 1] != "the" or not self._speaks(mention):
            return None
        now, nation = self._focus.clock[mention.sentence], mention.text
        for chain in self._focus.latest(now, OPEN_REACH):
            if chain.is_person and chain.names and nation in chain.roles.values():
                return chain
        return None

    def _definite(self, mention: Reference, noun: str, label: str) -> Chain | None:
        if label == "GPE" and noun in TOWNS:
            known = self._known(mention, noun, label)
            return known or self._most_present(mention, label, without=COUNTRIES)
        if label == "ORG" and self._parse.tags[mention.end : mention.end + 1] in NAMING:
            return None
        if label in {"PERSON", "ORG"}:
            return self._best(mention, noun, label)
        return self._known(mention, noun, label)

    def _possessed(self, mention: Reference, noun: str, label: str) -> Chain | None:
        """Find the one person who was called by a noun as somebody's: "her husband"."""
        if label != "PERSON":
            return None
        now = self._focus.clock[mention.sentence]
        for chain in self._focus.by_noun(noun):
            if chain.names and now - chain.last_seen <= ROLE_REACH:
                owner = self._focus.at(mention.start)
                return chain if chain is not owner and chain.is_person else None
        return None

    def _known(self, mention: Reference, noun: str, label: str) -> Chain | None:
        """Find who went by the noun last."""
        reach = ROLE_REACH if label == "PEOPLE" else BODY_REACH
        now = self._focus.clock[mention.sentence]
        for chain in self._focus.by_noun(noun):
            if now - chain.last_seen <= reach and _can_be(chain, label):
                return chain
        return None

    def _best(self, mention: Reference, noun: str, label: str) -> Chain | None:
        """Find who fits a noun best and is most in mind."""
        best, most = None, 0.0
        now, speaks = self._focus.clock[mention.sentence], self._speaks(mention)
        reach = ROLE_REACH if label == "PERSON" else BODY_REACH
        options = (*self._focus.by_noun(noun), *self._focus.latest(now, reach))
        for chain in dict.fromkeys(options):
            passed = now - chain.last_seen
            if passed > reach or not _can_be(chain, label):
                continue
            suits = self._suits(mention, noun, chain, passed)
            if not suits:
                continue
            score = suits + PRESENCE * min(chain.weight(now), MOST_PRESENT)
            score += NAMED * bool(chain.names)
            score += SPEAKER * (speaks and chain is self._focus.speaker)
            if score > most:
                best, most = chain, score
        return best

    def _suits(self, mention: Reference, noun: str, chain: Chain, passed: float) -> float:
        """Say how well a noun suits a chain: by what it is called, else as it is not known."""
        if chain.is_person:
            gender = people_nouns().get(noun)
            if gender and chain.gender and gender != chain.gender:
                return 0.0
            if not self._agrees(mention, noun, chain):
                return 0.0
        elif not self._is_named_within(mention, chain):
            return 0.0
        known = fit(noun, chain.nouns)
        if known < KIN and (noun in OFFICES or not self._speaks(mention)):
            known = 0.0
        if known and (chain.names or known > KIN):
            return known
        if not chain.names or passed > self._reach(mention):
            return 0.0
        speaks = self._speaks(mention)
        if chain.is_person and speaks and self._describes_anew(mention):
            return OPEN
        is_open = _is_open_person if chain.is_person else _is_open_body
        if is_open(noun, chain, speaks):
            return OPEN
        in_mind = chain is self._focus.speaker or chain is self._focus.topic
        return OTHERWISE if chain.is_person and speaks and in_mind and _is_plain(noun) else 0.0

    def _describes_anew(self, mention: Reference) -> bool:
        """Tell a description of somebody from an office: the former judge, the father of two."""
        parse, end = self._parse, mention.end
        if REDESCRIBING & set(parse.lower[mention.start + 1 : mention.head]):
            return True
        return parse.lower[end : end + 1] == ["of"] and parse.tags[end + 1 : end + 2] == ["CD"]

    def _is_named_within(self, mention: Reference, chain: Chain) -> bool:
        """Tell whether a chain has the names before a noun: "the Heritage Foundation website"."""
        parse, names = self._parse, " ".join(chain.names[:3])
        return all(
            parse.words[token] in names
            for token in range(mention.start + 1, mention.head)
            if parse.tags[token] in PROPER
        )

    def _speaks(self, mention: Reference) -> bool:
        """Tell whether a nominal is a source for the writer: not within what somebody says."""
        return mention.head in self._speakers and not self._speech[mention.head]

    def _reach(self, mention: Reference) -> float:
        return OPEN_REACH if self._speaks(mention) else GENERIC_REACH

    def _agrees(self, mention: Reference, noun: str, chain: Chain) -> bool:
        """Tell whether the words before the noun are none of another's: finance minister."""
        lower, tags = self._parse.lower, self._parse.tags
        between = {
            lower[token]
            for token in range(mention.start + 1, mention.head)
            if tags[token] != "JJ" or not self._parse.words[token][0].isupper()
        } - LOOSE
        if not between or noun.endswith(YEAR_OLD):
            return True
        roles = [role.split() for role in chain.roles]
        same = [set(role) - {noun} - LOOSE for role in roles if noun in role]
        others = [role for role in same if role]
        return not others or any(between & role for role in others)

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
        return kind_of(noun)


def _can_be(chain: Chain, label: str) -> bool:
    return chain.label == label or (label == "ORG" and chain.label in BODY_LABELS)


def _is_open_person(noun: str, chain: Chain, speaks: bool) -> bool:
    """Tell whether a person of whom the text tells no such thing can be called by a noun."""
    if noun.endswith(YEAR_OLD):
        return speaks and not any(known.endswith(YEAR_OLD) for known in chain.nouns)
    if noun in VAGUE and noun not in SITUATED | RELATIONS:
        return True
    if not speaks:
        return False
    return _is_plain(noun) and not any(map(defines, chain.nouns))


def _is_plain(noun: str) -> bool:
    """Tell a profession from an office that many texts name without its holder."""
    return noun not in SITUATED and noun not in OFFICES


def _is_open_body(noun: str, chain: Chain, speaks: bool) -> bool:
    """Tell whether a body of unknown kind can be called by a noun."""
    if chain.label != "ORG":
        if chain.label not in UNSURE or chain.is_well_known or " " not in str(chain.name):
            return False
        return speaks and noun in FIRMS
    if noun in GENERIC:
        return not PARTICULAR & chain.nouns
    is_business = kinship(COMPANY, noun) > 0 or kinship(noun, COMPANY) > 0
    return speaks and is_business and not any(map(is_kind_of_body, chain.nouns))
