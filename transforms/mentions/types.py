"""Decide what a name names, by the evidence of the whole document."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache

from transforms.entities import GENERATIONS
from transforms.lexicons import gazetteer, labelled, titles, words
from transforms.links import peoples
from transforms.mentions.bodies import body_beside, is_called_by_kind
from transforms.mentions.parse import SUBJECTS, Parse
from transforms.mentions.people import is_described_as_person

Name = tuple[str, ...]
Votes = dict[str, int]
Index = dict[str, list[tuple[Name, str]]]
UNSURE = frozenset({"ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"})
MISTAKEN = frozenset({"PRODUCT", "GPE", "FAC", "WORK_OF_ART"})
"""Types that the model gives to unusual names of bodies."""
SOUGHT = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC"})
"""Types whose names are looked for again where the model overlooked them."""
OPENING = frozenset({"banco", "banca", "bank", "banque", "universidad", "université"})
"""With what names of bodies begin that end with another word: Bank Indonesia."""
MAJORITY = 0.6
DESCRIBING = frozenset({"JJ", "RB", "CC", ","})
"""Tags of what stands between an article and a noun: a stout and rather deaf Scotsman."""
MIN_MATCH_TERMS = 12
MATCH_DENSITY = 0.025
MAX_PERSON = 3
"""Most words of a name that is a person because its last word alone is one."""
DOUBLE = 3
"""Tokens of a family name of two parts: Smith-Jones."""
MIN_SPREAD = 3
"""Shortest single word, capitals aside, that is looked for again in the text."""


NO_VOTES: Votes = {}


class Types:
    """The votes of a document on the types of its names."""

    def __init__(self, parse: Parse, spans: list[tuple[int, int, str]]) -> None:
        words_, lower = parse.words, parse.lower
        self._words = words_
        self._parse = parse
        self._reports_match = _reports_match(parse)
        self._votes: dict[Name, Votes] = {}
        self._addressed: set[Name] = set()
        self._described: set[Name] = set()
        self._called: dict[Name, str] = {}
        for start, end, label in spans:
            name = tuple(words_[start:end])
            votes = self._votes.setdefault(name, {})
            votes[label] = votes.get(label, 0) + 1
            before = start - 1 - (lower[start - 1] == "." and start > 1)
            if before >= 0 and _is_address(lower[before]):
                self._addressed.add(name)
            may_be_body = label in {"PERSON", "ORG"} or _is_odd_people(parse, start, end, label)
            if may_be_body and (body := body_beside(parse, start, end)):
                self._called.setdefault(name, body)
            elif label in MISTAKEN and is_called_by_kind(parse, start, end):
                self._called.setdefault(name, "ORG")
            elif label in UNSURE and is_described_as_person(parse, start, end):
                self._described.add(name)
        self._decided: dict[Name, str | None] = {}
        self._families: set[str] = set()
        self._doubles: set[Name] = set()
        self._firsts: set[str] = set()
        for name in self._votes:
            if len(name) > 1 and self._long(name) == "PERSON":
                self._families.add(_family(name))
                self._firsts.add(name[0])
                if name[-2] == "-" and len(name) > DOUBLE:
                    self._doubles.add(name[-DOUBLE:])

    def label(self, start: int, end: int, label: str) -> str:
        """Give the type of a name, the model's own guess if the document does not tell better."""
        name = tuple(self._words[start:end])
        if len(name) == 1 and _is_people(name[0]) and _is_described(self._parse, start):
            return "NORP"
        if name not in self._decided:
            self._decided[name] = self._decide(name)
        decided = self._decided[name] or label
        if decided == "GPE" and name[0] in self._families and _acts(self._parse, start, end):
            return "PERSON"
        if decided == "GPE" and self._reports_match and not _is_scene(self._parse, start, end):
            return "ORG"
        return decided

    def is_family(self, span: tuple[int, int, str]) -> bool:
        """Tell whether the model took a family name of this document for a date or a number."""
        return span[1] - span[0] == 1 and self._words[span[0]] in self._families

    def known(self, spans: list[tuple[int, int, str]]) -> Index:
        """List the names to look for again by their first word, longest first."""
        names: dict[Name, str] = dict.fromkeys(((family,) for family in self._families), "PERSON")
        names |= dict.fromkeys(self._doubles, "PERSON")
        names |= {
            tuple(self._words[start:end]): label for start, end, label in spans if label in SOUGHT
        }
        return _index({name: label for name, label in names.items() if _is_striking(name)})

    def _decide(self, name: Name) -> str | None:
        entry = gazetteer().get(name)
        if len(name) == 1 and self._is_person(name, entry[0] if entry else None):
            return "PERSON"
        if entry:
            return entry[0]
        if (called := self._called.get(name)) and name[0].lower() not in labelled("given_names"):
            return called
        if len(name) > 1:
            return self._long(name)
        label = self._majority(name)
        return "NORP" if label in {None, "GPE"} and name[0] in peoples() else label

    def _is_person(self, name: Name, usual: str | None) -> bool:
        word, votes = name[0], self._votes.get(name, NO_VOTES)
        people = votes.get("PERSON", 0)
        if usual and votes.get(usual, 0) >= people:
            return False
        if word in self._families or name in self._addressed:
            return True
        given = word.lower() in labelled("given_names")
        return word in self._firsts and (given or people > 0)

    def _long(self, name: Name) -> str | None:
        """Type a name of several words by its telling noun, its given name or its votes."""
        if name in gazetteer():
            return gazetteer()[name][0]
        given = labelled("given_names").get(name[0].lower())
        told = _told(name)
        votes = self._votes.get(name, NO_VOTES)
        people = votes.get("PERSON", 0)
        if told and not (given and people):
            return told
        if name in self._described or (name in self._addressed and not told):
            return "PERSON"
        if people and "," not in name and (given or people * 2 >= sum(votes.values())):
            return "PERSON"
        related = _family(name) in self._families
        alone = self._votes.get(name[-1:], NO_VOTES)
        known = alone.get("PERSON", 0) * 2 > sum(alone.values())
        surname = known and (given or len(name) <= MAX_PERSON)
        if "," not in name and (related or surname):
            return "PERSON"
        return self._majority(name)

    def _majority(self, name: Name) -> str | None:
        votes = self._votes.get(name)
        if not votes:
            return None
        if len(votes) == 1:
            return next(iter(votes))
        label, count = min(votes.items(), key=lambda item: (-item[1], item[0]))
        return label if count >= MAJORITY * sum(votes.values()) else None


@cache
def well_known() -> Index:
    """List the names of the gazetteer by their first word, longest first."""
    return _index({name: e[0] for name, e in gazetteer().items() if _is_striking(name)})


@cache
def well_known_openings() -> frozenset[str]:
    """List the first words of the gazetteer's names."""
    return frozenset(well_known())


def _index(names: dict[Name, str]) -> Index:
    found: defaultdict[str, list[tuple[Name, str]]] = defaultdict(list)
    for name, label in sorted(names.items(), key=lambda item: (-len(item[0]), item[0])):
        found[name[0]].append((name, label))
    return dict(found)


def _reports_match(parse: Parse) -> bool:
    """Tell whether the document reports a match, where a country's name stands for its team."""
    terms = words("match_terms")
    found = sum(map(terms.__contains__, parse.lower))
    return found >= MIN_MATCH_TERMS and found >= MATCH_DENSITY * len(parse)


@lru_cache(maxsize=16384)
def _is_people(word: str) -> bool:
    """Tell what somebody is by their country: Dane, Scotsman, Frenchwoman."""
    return any(word.removesuffix(end) in peoples() for end in ("woman", "man", ""))


def _is_described(parse: Parse, token: int) -> bool:
    """Tell what somebody is from what they are called: "the Dane", "a young Scot"."""
    before = token - 1
    while before > 0 and parse.tags[before] in DESCRIBING:
        before -= 1
    return before >= 0 and parse.lower[before] in {"the", "a", "an"}


def _is_odd_people(parse: Parse, start: int, end: int, label: str) -> bool:
    """Tell a name in the singular that the model took for that of a people: Rhenatis."""
    if label != "NORP" or end - start > 1 or parse.tags[start] != "NNP":
        return False
    return parse.words[start] not in peoples() and (parse.words[start],) not in gazetteer()


def _is_scene(parse: Parse, start: int, end: int) -> bool:
    """Tell whether a place is where something happens: "in Sweden", "Sochi, Russia"."""
    head = parse.heads[parse.head_of(start, end)]
    return parse.lower[head] in {"in", "at", "near", "from", "outside"} or (
        start > 1 and parse.lower[start - 1] == "," and parse.tags[start - 2] in {"NNP", "NNPS"}
    )


def _acts(parse: Parse, start: int, end: int) -> bool:
    """Tell whether a name is a subject, not where something happens: Paris said, of Anna Paris."""
    is_one = end - start == 1 and parse.deps[start] in SUBJECTS
    return is_one and parse.lower[start - 1] not in {"in", "at", "near", "from", "outside"}


@lru_cache(maxsize=16384)
def _told(name: Name) -> str | None:
    """Give the type that the head noun of a name tells: "Court" of "Court of Appeal"."""
    lower = [word.lower() for word in name]
    if len(lower) > 1 and lower[0] in OPENING:
        return "ORG"
    for stop in ("of", "for", "in", "on"):
        if stop in lower[1:]:
            lower = lower[: lower.index(stop, 1)]
    return labelled("name_heads").get(lower[-1])


def _family(name: Name) -> str:
    end = len(name)
    while end > 1 and name[end - 1].lower().rstrip(".") in GENERATIONS:
        end -= 1
    return name[end - 1]


@lru_cache(maxsize=16384)
def _is_address(word: str) -> bool:
    return word.rstrip(".") in titles() and word.rstrip(".") not in {"minister", "officer", "chief"}


def _is_striking(name: Name) -> bool:
    word = name[0]
    if len(name) > 1:
        return word[0].isupper() or word[0].isdigit()
    return word[0].isupper() and (len(word) >= MIN_SPREAD or (len(word) == 2 and word.isupper()))
