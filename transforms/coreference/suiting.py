"""Say how well a nominal describes somebody: by what the text tells of them, or leaves open."""

from __future__ import annotations

from collections.abc import Collection

from transforms.coreference.chain import RELATIONS, Chain
from transforms.coreference.focus import Focus
from transforms.coreference.gender import STRANGE, fits
from transforms.coreference.kinship import (
    KIN,
    NARROWER,
    SITUATED,
    VAGUE,
    defines,
    fit,
    is_kind_of_body,
    kinship,
)
from transforms.lexicons import function_words
from transforms.links import nation
from transforms.mentions import Parse, Reference
from transforms.mentions.nominals import YEAR_OLD, people_nouns
from transforms.mentions.parse import PROPER, SUBJECTS

GENERIC_REACH = 3
OPEN_REACH = 8
"""How many sentences back somebody is looked for of whom the text tells no such role."""
NEXT = 1
"""How many sentences ago somebody is just spoken of."""
OPEN = 0.5
"""How well a noun fits who is called nothing else."""
LITERAL = 0.5
"""A noun that stands in a body's name means it rather than another of that kind."""
OTHERWISE = 0.2
"""How well one fits who was in mind last and is called something else: a nurse may campaign."""
UNLIKELY = -1.0
"""How well an age alone fits who holds an office: a judge is seldom "the 58-year-old"."""
DIGNIFIED = frozenset(function_words("dignity"))
GENERIC = frozenset(function_words("generic body"))
PARTICULAR = frozenset(function_words("particular body"))
COMPANY = "company"
FIRMS = frozenset({COMPANY, "firm"})
OFFICES = frozenset(function_words("world office"))
REGIONAL = frozenset(function_words("regional office"))
"""What a state or a town has one of: "the Vermont senator" takes up who was just named."""
REDESCRIBING = frozenset(function_words("redescribing"))
UNNAMED = frozenset(function_words("unnamed"))
"""Who asks, watches or tells without a name, mostly."""
LOOSE = frozenset(function_words("loose adjective"))
CAMPAIGNING = frozenset(function_words("campaigning"))
"""What stands before the noun for a body that speaks up for some."""
LOOSE_BODIES = frozenset(function_words("loose body"))
"""What bodies of many kinds have in their names: a party may be the Freedom Alliance."""
UNSURE = frozenset({"GPE", "FAC", "PRODUCT"})
"""Types that the model gives to unusual names of bodies as well."""


class Suiting:
    """Judges nominals by the words of their document."""

    def __init__(
        self, parse: Parse, focus: Focus, speakers: Collection[int], speech: bytearray
    ) -> None:
        self._parse = parse
        self._focus = focus
        self._speakers = speakers
        self._speech = speech

    def suits(self, mention: Reference, noun: str, chain: Chain, passed: float) -> float:
        """Say how well a noun suits a chain: by what it is called, else as it is not known."""
        if chain.is_person:
            gender = people_nouns().get(noun)
            if gender and fits(chain.feminine, gender) < STRANGE:
                return 0.0
            if not self._agrees(mention, noun, chain) or _is_foreign(mention, noun, chain):
                return 0.0
        elif not self._is_named_within(mention, chain) or self._campaigns(mention, chain):
            return 0.0
        known = fit(noun, chain.nouns)
        if known < KIN and (noun in OFFICES or not self.leads(mention)):
            known = 0.0
        if known and (chain.names or (known > KIN and passed <= OPEN_REACH)):
            literal = not chain.is_person and noun in " ".join(chain.names[:3]).lower()
            if noun in VAGUE and chain.is_person:  # there are many Republicans
                known = min(known, NARROWER)
            return known + LITERAL * literal
        if not chain.names or passed > self._reach(mention):
            return 0.0
        return self._open(mention, noun, chain, passed)

    def _open(self, mention: Reference, noun: str, chain: Chain, passed: float) -> float:
        """Say how well a noun suits who is not known to be called so."""
        leads = self.leads(mention)
        if not chain.is_person:
            return OPEN * _is_open_body(noun, chain, leads, passed)
        if noun.endswith(YEAR_OLD) and DIGNIFIED & chain.nouns:
            return UNLIKELY
        if leads and self._describes_anew(mention):
            return OPEN
        if not leads and self._goes_on(mention, noun, chain, passed):
            return OPEN
        if _is_open_person(noun, chain, leads):
            return OPEN
        is_here = chain.placed == self._focus.paragraphs[mention.sentence]
        is_speaker = chain is self._focus.speaker
        if leads and noun in REGIONAL and mention.affiliation and not nation(mention.affiliation):
            return OPEN * (is_here or is_speaker or self._is_topic(chain))
        if not leads or noun in OFFICES or not (is_here or is_speaker or self._is_topic(chain)):
            return 0.0
        if noun not in SITUATED:
            return OTHERWISE
        if noun in UNNAMED:
            return 0.0
        return OTHERWISE * (is_here and not any(map(defines, chain.nouns)))

    def _is_topic(self, chain: Chain) -> bool:
        return chain is self._focus.topic

    def leads(self, mention: Reference) -> bool:
        """Tell whether a nominal is a source, or an age alone that is a subject."""
        if self._speaks(mention):
            return True
        is_subject = self._parse.deps[mention.head] in SUBJECTS
        is_old = bool(mention.role and mention.role.endswith(YEAR_OLD))
        return is_subject and is_old and not self._speech[mention.head]

    def _goes_on(self, mention: Reference, noun: str, chain: Chain, passed: float) -> bool:
        """Tell whether a subject takes up who was the last: "Reed rose at four. The biologist"."""
        if passed > NEXT or not self._is_topic(chain) or self._speech[mention.head]:
            return False
        is_subject = self._parse.deps[mention.head] in SUBJECTS
        return is_subject and _is_open_person(noun, chain, speaks=True) and noun not in UNNAMED

    def _speaks(self, mention: Reference) -> bool:
        """Tell whether a nominal is a source for the writer: not within what somebody says."""
        return mention.head in self._speakers and not self._speech[mention.head]

    def _describes_anew(self, mention: Reference) -> bool:
        """Tell a description of somebody from an office: the former judge, the father of two."""
        parse, end = self._parse, mention.end
        if REDESCRIBING & set(parse.lower[mention.start + 1 : mention.head]):
            return True
        return parse.lower[end : end + 1] == ["of"] and parse.tags[end + 1 : end + 2] == ["CD"]

    def _is_named_within(self, mention: Reference, chain: Chain) -> bool:
        """Tell whether a chain has the names before a noun: "the Heritage Foundation website".

        Where it is based is none of them: "the Zurich-based group".
        """
        parse, names = self._parse, " ".join(chain.names[:3])
        return all(
            parse.words[token] in names
            for token in range(mention.start + 1, mention.head)
            if parse.tags[token] in PROPER and parse.lower[token + 1] != "-"
        )

    def _campaigns(self, mention: Reference, chain: Chain) -> bool:
        """Tell whether a nominal speaks of what no bank or firm is: "the lobby group"."""
        if CAMPAIGNING.isdisjoint(self._parse.lower[mention.start + 1 : mention.head]):
            return False
        return bool(PARTICULAR & chain.nouns) or any(kinship(COMPANY, n) > 0 for n in chain.nouns)

    def _reach(self, mention: Reference) -> float:
        return OPEN_REACH if self.leads(mention) else GENERIC_REACH

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


def _is_foreign(mention: Reference, noun: str, chain: Chain) -> bool:
    """Tell whether a nominal is of another place than somebody: the Kenyan president."""
    wanted = nation(mention.affiliation) if mention.affiliation else None
    bodies = [body for body in chain.roles.values() if body]
    if wanted:
        told = {nation(body) for body in bodies} - {None}
        return bool(told) and wanted not in told
    return noun in REGIONAL and bool(bodies) and mention.affiliation not in {None, *bodies}


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


def _is_coined(name: str) -> bool:
    """Tell a name of several words, or with a capital inside, from one that may be a town's."""
    return " " in name or any(map(str.isupper, name[1:]))


def _is_open_body(noun: str, chain: Chain, speaks: bool, passed: float) -> bool:
    """Tell whether a body of unknown kind can be called by a noun."""
    if chain.label != "ORG":
        if chain.label not in UNSURE or chain.is_well_known or not _is_coined(str(chain.name)):
            return False
        return speaks and (noun in FIRMS or kinship(COMPANY, noun) > 0)
    if noun in GENERIC:
        return not PARTICULAR & chain.nouns
    if not speaks or any(
        is_kind_of_body(known) and known not in LOOSE_BODIES for known in chain.nouns
    ):
        return False
    is_business = kinship(COMPANY, noun) > 0 or kinship(noun, COMPANY) > 0
    return is_business or (passed <= GENERIC_REACH and noun not in PARTICULAR)
