"""Join the names of one thing in a document: surnames, acronyms, short forms, spellings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from transforms.coreference.chain import Chain
from transforms.coreference.gender import STRANGE, fits, prior, told
from transforms.coreference.kinship import name_nouns
from transforms.coreference.ranker import weights
from transforms.entities import name_key, name_words
from transforms.lexicons import (
    function_words,
    gazetteer,
    labelled,
    nicknames,
    spelled,
    titles,
    words,
)
from transforms.mentions import Parse, Reference
from transforms.mentions.parse import NUMBERS

Words = tuple[str, ...]
MAX_ACRONYM = 8
ALSO = (("or",), ("known", "as"), ("also", "known", "as"), ("abbreviated", "as"))
"""What stands between a name and what else the same is called."""
NOWHERE = -1
MAX_CUT = 6
MAX_RELATIVES = 40
"""People of one family name that are told apart: keeps long documents linear."""
BODIES = frozenset({"ORG", "FAC", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"})
"""Types whose names are shortened: the Bank of England is the Bank, Russian is not Russia."""


class NameChains:
    """The chains of a document's names, made from all of it before pronouns are read."""

    def __init__(self, parse: Parse, names: Iterable[Reference]) -> None:
        self._parse = parse
        self.of: dict[int, Chain] = {}
        """Chain of a name, by its first token."""
        self.at: dict[int, Chain] = {}
        """Chain of a name, by its head."""
        named = [name for name in names if name.label not in NUMBERS]
        people = [name for name in named if name.label == "PERSON"]
        self._join_people(people)
        self._join_others([name for name in named if name.label != "PERSON"])
        self.at = {name.head: self.of[name.start] for name in named}

    def _join_people(self, people: list[Reference]) -> None:
        """Give every surname the person whose full name it ends, the most often named one."""
        chains: dict[Words, Chain] = {}
        full, called = _FullNames(), [name_words(name.text, "PERSON") for name in people]
        for name, parts in zip(people, called, strict=True):
            if len(parts) > 1 and ":" not in name.text:
                full.add(parts)
        for name, parts in zip(people, called, strict=True):
            gender = self._gender_before(name)
            whole = full.person(parts, gender)
            chain = chains.get(whole)
            if chain is None:
                chain = chains[whole] = Chain("PERSON", feminine=prior(whole, weights()))
            chain.places.append(name.head)
            if gender:
                chain.feminine, chain.is_told = told(gender, weights()), True
            chain.nouns |= self._nouns_before(name)
            self.of[name.start] = chain

    def _gender_before(self, name: Reference) -> str:
        """Tell a gender by the word before a name: Mrs, spokesman."""
        word = self._parse.lower[name.start - 1].rstrip(".") if name.start else ""
        return titles().get(word) or labelled("people_nouns").get(word, "")

    def _nouns_before(self, name: Reference) -> set[str]:
        """List the nouns that a form of address before a name tells: Dr is a doctor."""
        first = self._parse.lower[name.start]
        if first in words("regnal_titles"):
            return {first}
        word = self._parse.lower[name.start - 1] if name.start else ""
        if word.rstrip(".") not in titles():
            return set()
        return {labelled("abbreviations").get(word, word)} - words("honorifics")

    def _join_others(self, names: list[Reference]) -> None:
        """Join the names of organisations and places by key, acronym and short form."""
        keys = {name.text: name_key(name.text, "ORG") or name.text for name in names}
        bodies = {keys[name.text] for name in names if name.label in BODIES}
        same = _ShortForms(bodies, self._acronyms(names))
        wholes = {text: same.whole(key) for text, key in keys.items()}
        votes: dict[str, dict[str, int]] = {key: {} for key in wholes.values()}
        for name in names:
            count = votes[wholes[name.text]]
            count[name.label] = count.get(name.label, 0) + 1
        chains = {key: Chain(_majority(count)) for key, count in votes.items()}
        for text, key in wholes.items():
            chains[key].nouns |= _nouns(text, key)
        self.of |= {name.start: chains[wholes[name.text]] for name in names}
        self._join_larger(names)
        for name in names:
            before = self._parse.lower[name.start - 1] if name.start else ""
            if name.label == "ORG" and labelled("group_nouns").get(before) == "ORG":
                self.of[name.start].nouns.add(before)

    def _join_larger(self, names: list[Reference]) -> None:
        """Note where a place lies if the text says so: "Paris, Texas"."""
        for name, larger in pairwise(names):
            follows = larger.start == name.end + 1 and self._parse.words[name.end] == ","
            chain = self.of[name.start]
            if (
                follows
                and name.label == larger.label == "GPE"
                and chain is not self.of[larger.start]
            ):
                chain.larger = chain.larger or larger.text

    def _acronyms(self, names: list[Reference]) -> dict[str, str]:
        """Map acronyms to the key of the name before: "World Bank (WB)", "the Board, or KNKT,".

        One in brackets has to be made of letters of the name.
        """
        found = {}
        texts = {name.start: name.text for name in names if len(name.text) <= MAX_ACRONYM}
        for name in names:
            after, is_told = self._behind(name)
            short, long = texts.get(after), name.text
            if short and (_is_coined(short) if is_told else _is_acronym(short, long)):
                found[name_key(short, "ORG") or ""] = name_key(long, "ORG") or ""
        return found

    def _behind(self, name: Reference) -> tuple[int, bool]:
        """Tell where another name for the same would stand, and whether words say that it is."""
        lower, at = self._parse.lower, name.end
        if lower[at : at + 1] == ["("]:
            return at + 1, False
        at += lower[at : at + 1] == [","]
        for words_ in ALSO:
            if tuple(lower[at : at + len(words_)]) == words_:
                at += len(words_)
                return at + (lower[at : at + 1] == ["the"]), name.label in BODIES
        return NOWHERE, False


class _FullNames:
    """The people who are named in full, found by family name, given name, or one between.

    Lucía Benegas Roa is called Benegas, and Lucía Benegas.
    """

    def __init__(self) -> None:
        self._by_family: defaultdict[str, list[Words]] = defaultdict(list)
        self._by_first: defaultdict[str, list[Words]] = defaultdict(list)
        self._by_inner: defaultdict[str, list[Words]] = defaultdict(list)
        self._by_opening: defaultdict[Words, set[Words]] = defaultdict(set)
        self._whole: dict[Words, Words] = {}
        self._counts: Counter[Words] = Counter()

    def add(self, words: Words) -> None:
        """Take up a name in full, as another spelling of one that agrees with it."""
        whole = self._whole.get(words)
        if whole is None:
            relatives = self._by_family[words[-1]][:MAX_RELATIVES]
            whole = next((other for other in relatives if _agree(words, other)), words)
            self._whole[words] = whole
        self._counts[whole] += 1
        if self._counts[whole] > 1:
            return
        self._by_family[words[-1]].append(words)
        self._by_first[words[0]].append(words)
        self._by_opening[words[:-1]].add(whole)
        for word in words[1:-1]:
            self._by_inner[word].append(words)

    def person(self, words: Words, gender: str) -> Words:
        """Choose the person a name means; itself when nobody has it."""
        found = self._found(words, gender)
        longer = self._by_opening.get(found, set()) if len(found) > 1 else set()
        return next(iter(longer)) if len(longer) == 1 else found

    def _found(self, words: Words, gender: str) -> Words:
        if words in self._whole:
            return self._whole[words]
        relatives = self._by_family.get(words[-1], [])[:MAX_RELATIVES]
        fitting = [other for other in relatives if not gender or _can_be(other, gender)]
        if fitting:
            return max(fitting, key=lambda other: self._counts[other])
        if len(words) > 1:
            return words
        for namesakes in (self._by_first.get(words[0], []), self._by_inner.get(words[0], [])):
            if len(namesakes) == 1:
                return namesakes[0]
        return words


class _ShortForms:
    """The keys of a document, each with the longer key that it shortens."""

    def __init__(self, keys: set[str], acronyms: dict[str, str]) -> None:
        self._whole = dict(acronyms)
        by_word: defaultdict[str, list[Words]] = defaultdict(list)
        for key in sorted(keys):
            words = tuple(key.split())
            for cut in range(1, min(len(words), MAX_CUT)):
                by_word[" ".join(words[:cut])].append(words)
                by_word[" ".join(words[-cut:])].append(words)
            if len(words) > 2:
                by_word["".join(w[0] for w in words if w not in SMALL)].append(words)
        for key in sorted(keys - acronyms.keys()):
            options = {words for words in by_word.get(key, ()) if _shortens(key, words)}
            if len(options) == 1:
                self._whole[key] = " ".join(options.pop())

    def whole(self, key: str) -> str:
        """Give the longest key that this one stands for, itself if there is none."""
        seen = {key}
        while (longer := self._whole.get(key)) and longer not in seen:
            seen.add(longer)
            key = longer
        return key


SMALL = frozenset(function_words("small"))


def _shortens(key: str, words: Words) -> bool:
    """Tell whether words can stand for a name: no place, and not a common noun such as bank."""
    entry = gazetteer().get((key.title(),)) or gazetteer().get((key.upper(),))
    if entry and entry[0] in {"GPE", "LOC"}:
        return False
    if " " in key:
        return True
    if key not in words:
        return len(key) > 2
    return key not in labelled("name_heads") and key not in labelled("group_nouns")


def _agree(one: Words, other: Words) -> bool:
    """Tell whether two full names with one family name can be one person's."""
    first, second = one[0], other[0]
    if first == second or first in other[:-1] or second in one[:-1]:
        return True
    if len(first) == 1 or len(second) == 1:
        return first[0] == second[0]
    short = nicknames()
    return second in short.get(first, ()) or first in short.get(second, ())


def _can_be(words: Words, gender: str) -> bool:
    """Tell whether a form of address may be used of somebody of a name."""
    return fits(prior(words, weights()), gender) > STRANGE


def _is_coined(short: str) -> bool:
    """Tell BfV and KNKT from a word."""
    return sum(map(str.isupper, short)) > 1


def _is_acronym(short: str, name: str) -> bool:
    initials = [w[0].lower() for w in name.replace("-", " ").split() if w.lower() not in SMALL]
    letters = [c for c in short.lower() if c.isalpha()]
    return bool(letters) and letters[0] == initials[0] and set(letters) <= set(name.lower())


@lru_cache(maxsize=16384)
def _nouns(name: str, key: str) -> frozenset[str]:
    """List the words a body goes by."""
    known = gazetteer().get(spelled(name))
    if known:
        return known[2]
    found = frozenset(key.split())
    last = key.rsplit(" ", 1)[-1]
    told = found if last not in labelled("name_heads") or "of" in found else {last}
    return found | {name_nouns()[word] for word in told & name_nouns().keys()}


def _majority(votes: dict[str, int]) -> str:
    return min(votes.items(), key=lambda item: (-item[1], item[0]))[0]
