"""Find who speaks in each quote: the chain of its source, and how it was found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from transforms.coreference.authors import Authors
from transforms.coreference.belonging import means, owners
from transforms.coreference.chain import Chain
from transforms.coreference.focus import QUOTED
from transforms.coreference.joint import others
from transforms.coreference.ranker import Verdict
from transforms.coreference.resolve import Chains
from transforms.coreference.turns import ADDRESSED, SINGULAR, Turns
from transforms.lexicons import function_words, labelled, lexicon
from transforms.mentions import Parse, Reference
from transforms.mentions.nominals import kind_of
from transforms.mentions.parse import NUMBERS, PLURAL, PROPER
from transforms.quotes import Attribution
from transforms.tables import Resolution

FIRST_PERSON = frozenset(function_words("first person"))
NAMELESS = frozenset({"", "NORP", "PEOPLE"})
"""Labels of chains that are nobody in particular: a people, an unnamed group."""
NOWHERE = -1
RANK = {"name": 0, "nominal": 1, "title": 2, "pronoun": 3}
UNSPEAKING = NUMBERS | {"NORP", "GPE"}
COUNTING = frozenset({"CD", "DT", "PDT", "JJ", "JJS", "WDT"})
SINGLE = frozenset(function_words("single"))
"""Words of these kinds that mean one person or thing; others mean several: some, many, eleven."""
LONGEST = 6
"""Most words of a name around a source: the model takes whole headings for one."""
DEFINITE = frozenset((*function_words("definite"), *function_words("possessive")))


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks in a quote; no chain if the text does not say."""

    resolution: Resolution
    chain: Chain | None = None
    of: Chain | None = None
    """Whose an unnamed speaker is: his administration, a spokesman for the mayor."""
    likeliest: Verdict | None = None
    """Who it may be where that stays open: "He said", and nobody is likely enough."""
    probability: float | None = None
    """How likely the chain is meant, where that was weighed."""

    @property
    def name(self) -> str | None:
        """The fullest name of the speaker, null when none is named."""
        return None if self.chain is None or self.chain.label in NAMELESS else self.chain.name

    @property
    def role(self) -> str | None:
        """The office or role of a person, in the words that say most."""
        return self.chain.role if self.chain and self.chain.is_person else None


@dataclass(frozen=True, slots=True)
class Voice:
    """One of those who say something: where they are mentioned as its source, and their chain."""

    mention: Reference | None
    chain: Chain


class Speakers:
    """Resolves the sources of a document's quotes, and the I and we inside of them."""

    def __init__(
        self, parse: Parse, mentions: Sequence[Reference], chains: Chains, speech: bytearray
    ) -> None:
        self._parse = parse
        self._chains = chains
        self._speech = speech
        self._mentions = mentions
        self._by_head: defaultdict[int, list[Reference]] = defaultdict(list)
        for mention in mentions:
            self._by_head[mention.head].append(mention)
        self._owners = owners(parse, mentions)
        self._authors = Authors(parse, self._by_head, chains, speech)
        names = [m for m in mentions if m.kind == "name" and m.label not in NUMBERS]
        self._names_around = {at: name for name in names for at in range(name.start, name.end)}

    @cached_property
    def _turns(self) -> Turns:
        """The turns of a transcript; few other texts have an I outside of quotations."""
        return Turns(self._parse, self._mentions, self._chains)

    def resolve(self, attributions: Sequence[Attribution]) -> list[Speaker]:
        """Give the speaker of each quote; quotes around others come first, so I is known."""
        order = sorted(range(len(attributions)), key=lambda i: -_length(attributions[i]))
        around = self._around(attributions, order)
        speakers = [Speaker("unresolved")] * len(attributions)
        for index in order:
            speakers[index] = self._speaker(attributions[index], around, speakers)
        self._join_first_person(around, speakers)
        return speakers

    def voices(self, found: Attribution, speaker: Speaker) -> list[Voice]:
        """List all who say it: first the speaker, if a chain is known, then who joins in."""
        source = found.source[0] if found.source else found.carried_from
        tokens = self._parse.tokens(*source) if source else range(0)
        head = self._parse.head_of(tokens.start, tokens.stop) if tokens else NOWHERE
        head = self._parse.antecedent(head) if tokens else head
        voices = []
        if speaker.chain is not None:
            here = (m for at in (head, *tokens) for m in self._by_head.get(at, ()))
            own = (mention for mention in here if self._chains.get(mention) is speaker.chain)
            voices.append(Voice(next(own, None), speaker.chain))
        if source is None or not tokens or found.is_turn:
            return voices
        for other in others(self._parse, head, source, found, self._is_person):
            there = range(other, other + 1)
            mention = self._mention(there, other)
            chain = self._told(there, other, mention).chain
            if mention and chain and all(voice.chain is not chain for voice in voices):
                voices.append(Voice(mention, chain))
        return voices

    def _is_person(self, head: int) -> bool:
        return any(m.label == "PERSON" for m in self._by_head.get(head, ()))

    def _join_first_person(self, around: list[int], speakers: list[Speaker]) -> None:
        """Add I and we to the chain of who speaks, and the you of a transcript to the other's."""
        lower = self._parse.lower
        for token, mentions in self._by_head.items():
            if lower[token] in FIRST_PERSON:
                chain = self._within(token, around, speakers)
            elif lower[token] in ADDRESSED and self._speech[token] != QUOTED:
                chain = self._turns.listener(token)
            else:
                continue
            if chain:
                for mention in mentions:
                    if mention.kind == "pronoun":
                        self._chains.join(mention, chain)

    def _around(self, attributions: Sequence[Attribution], order: list[int]) -> list[int]:
        """Tell of each token the innermost quote whose content it stands in, or `NOWHERE`."""
        around = [NOWHERE] * len(self._parse)
        for index in order:
            for span in attributions[index].content:
                tokens = self._parse.tokens(*span)
                around[tokens.start : tokens.stop] = [index] * len(tokens)
        return around

    def _within(self, token: int, around: list[int], speakers: list[Speaker]) -> Chain | None:
        """Give who says I: whoever speaks in the quotation around it, else who has the floor."""
        if self._speech[token] == QUOTED and around[token] != NOWHERE:
            return speakers[around[token]].chain
        return self._floor(token)

    def _speaker(
        self, attribution: Attribution, around: list[int], speakers: list[Speaker]
    ) -> Speaker:
        if attribution.is_turn:
            return self._has_floor(attribution)
        named = self._named(attribution)
        if named is None:
            return Speaker("unresolved")
        tokens, head, mention = named
        if mention and self._parse.lower[mention.start] in FIRST_PERSON:
            found = self._within(head, around, speakers)
            return Speaker("pronoun", found) if found else Speaker("unresolved")
        speaker = self._told(tokens, head, mention)
        if speaker.resolution == "unresolved":
            return Speaker("unresolved", likeliest=self._guess(mention))
        of = None if speaker.name else self._whose(head, speaker.chain)
        is_carried = attribution.is_carried and speaker.chain
        resolution = "carried" if is_carried else speaker.resolution
        chance = self._chains.sure.get(mention) if mention else None
        return Speaker(resolution, speaker.chain, of, probability=chance)

    def asked(self, attribution: Attribution) -> Reference | None:
        """Give the mention that decides who speaks: the source, or that of an earlier quote."""
        named = None if attribution.is_turn else self._named(attribution)
        return named[2] if named else None

    def _named(self, attribution: Attribution) -> tuple[range, int, Reference | None] | None:
        """Find what names who speaks: its tokens, its head, and the mention that it is."""
        source = attribution.source[0] if attribution.source else attribution.carried_from
        tokens = self._parse.tokens(*source) if source else range(0)
        if not tokens:
            return None
        head = self._parse.antecedent(self._parse.head_of(tokens.start, tokens.stop))
        mention = self._mention(tokens, head)
        if mention and (holder := self._holder(tokens, mention)):
            head, mention = holder.head, holder
        return tokens, head, mention

    def _has_floor(self, attribution: Attribution) -> Speaker:
        """Give who speaks in a turn: its label is a name, a part in the talk, or left out."""
        tokens = self._parse.tokens(*attribution.content[0])
        chain = self._turns.speaker(tokens.start) if tokens else None
        if not attribution.source:
            return Speaker("carried", chain) if chain else Speaker("unresolved")
        if attribution.is_part:
            return Speaker("title" if chain else "nominal", chain)
        return Speaker("name", chain)

    def _floor(self, token: int) -> Chain | None:
        """Give who has the floor if a pronoun is in the singular and outside of quotations."""
        if self._speech[token] == QUOTED or self._parse.lower[token] not in SINGULAR:
            return None
        return self._turns.speaker(token)

    def _mention(self, tokens: range, head: int) -> Reference | None:
        """Find the mention that a source is: the one with its head, names before pronouns."""
        here = [found for found in self._by_head.get(head, ()) if found.label not in NUMBERS]
        if here:
            return min(here, key=self._rank)
        if self._parse.tags[head] not in PROPER or kind_of(self._parse.lower[head]) == "PERSON":
            return None
        around = self._names_around.get(head)
        inside = {
            mention.start: mention
            for token in tokens
            for mention in self._by_head.get(token, ())
            if mention.kind == "name"
            and (chain := self._chains.get(mention))
            and chain.label != "NORP"
        }
        if around and around.end - around.start > LONGEST:
            return None
        return next(iter(inside.values())) if len(inside) == 1 else around

    def _holder(self, tokens: range, mention: Reference) -> Reference | None:
        """Find who speaks where a body only owns the office: "the ministry's chief, Jane Reed"."""
        behind = mention.end + 1
        if mention.kind != "name" or mention.label == "PERSON" or behind >= tokens.stop:
            return None
        if self._parse.tags[mention.end] != "POS":
            return None
        inside = [m for at in range(behind, tokens.stop) for m in self._by_head.get(at, ())]
        people = [m for m in inside if m.label == "PERSON" and m.kind == "name"]
        set_off = [m for m in people if self._parse.lower[m.start - 1] == ","]
        if len(set_off) == 1:
            return set_off[0]
        nouns = (m for m in inside if m.kind == "nominal" and m.start <= behind)
        return next((m for m in nouns if kind_of(self._parse.lower[m.head]) == "PERSON"), None)

    def _rank(self, mention: Reference) -> tuple[bool, int, int]:
        """Order mentions with one head: what is somebody, then names; an age is a date as well."""
        return self._chains.get(mention) is None, RANK[mention.kind], mention.start

    def _told(self, tokens: range, head: int, mention: Reference | None) -> Speaker:
        chain = self._chains.get(mention) if mention else None
        word, plural = self._parse.lower[head], self._parse.tags[head] in PLURAL
        if mention is None or mention.kind == "nominal":
            if chain and chain.names:
                return Speaker("nominal", chain)
            is_definite = self._parse.lower[tokens.start] in DEFINITE
            if word in lexicon("utterance"):
                kind, author = self._authors.of(tokens, head)
                if author:
                    return Speaker(kind, author)
            if not plural and (named := self._named_inside(tokens, head)):
                return Speaker("name", named)
            plural = plural or (self._parse.tags[head] in COUNTING and word not in SINGLE)
            if plural or word in labelled("group_nouns"):
                return Speaker("collective", chain)
            if word in lexicon("anonymous") or (chain and chain.is_person and not is_definite):
                return Speaker("anonymous", chain)
            return Speaker("nominal", chain)
        if mention.kind == "pronoun":
            if chain is None:
                return Speaker("anonymous" if word in lexicon("anonymous") else "unresolved")
            return Speaker("pronoun" if chain.names else "collective", chain)
        if mention.label == "NORP" and chain and chain.is_person:
            return Speaker("nominal", chain)
        if chain and chain.label == "NORP":
            return Speaker("collective", chain)
        return Speaker(mention.kind if mention.kind == "title" else "name", chain)

    def _guess(self, mention: Reference | None) -> Verdict | None:
        """Give who is likeliest meant by a pronoun that stays open, if they have a name."""
        found = self._chains.open.get(mention) if mention else None
        return found if found and found.chain.names else None

    def _whose(self, head: int, chain: Chain | None) -> Chain | None:
        """Find whose an unnamed speaker is, here or where the text spoke of them before."""
        for noun in (head, *(member.head for member in (chain.members if chain else ()))):
            owner = self._owners.get(noun)
            found = self._chains.get(owner) if owner else None
            if found and found.name and found is not chain and found.label not in NAMELESS:
                return found
        return None

    def _named_inside(self, tokens: range, head: int) -> Chain | None:
        """Find the one who a long source says it is: "The chief of staff, Jane Reed"."""
        inside = (mention for token in tokens for mention in self._by_head.get(token, ()))
        names = [m for m in inside if m.kind == "name" and m.label not in UNSPEAKING]
        found = [mention for mention in names if means(self._parse, mention, head)]
        return self._chains.get(found[0]) if len(found) == 1 else None


def _length(attribution: Attribution) -> int:
    return attribution.content[-1][1] - attribution.content[0][0] if attribution.content else 0
