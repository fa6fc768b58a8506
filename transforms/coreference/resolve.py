"""Read the mentions of a document in order and join each to the chain it continues."""

from __future__ import annotations

from collections.abc import Callable, Collection

from transforms.coreference.chain import Chain
from transforms.coreference.focus import Focus
from transforms.coreference.names import NameChains
from transforms.coreference.nominals import Nominals
from transforms.coreference.pronouns import Pronouns
from transforms.mentions import Parse, Reference

GAINS = {"nsubj": 1.0, "nsubjpass": 0.9, "agent": 0.7, "dobj": 0.6, "dative": 0.6, "pobj": 0.5,
         "poss": 0.5, "appos": 0.4, "conj": 0.6, "ROOT": 0.6, "attr": 0.5}  # fmt: skip
LEAST_GAIN = 0.3
SPEAKER_GAIN = 0.5
QUOTED, TOLD = 1, 2
"""How tokens are flagged that stand in quotation marks, or in what is reported without them."""
SHARES = {0: 1.0, QUOTED: 0.4, TOLD: 0.7}
"""The share of attention that a mention holds by where it stands."""


class Chains:
    """The chains of a document, and the chain of each mention that has one."""

    def __init__(self) -> None:
        self.all: list[Chain] = []
        self._of: dict[Reference, Chain] = {}
        self.get: Callable[[Reference], Chain | None] = self._of.get
        """Gives the chain of a mention."""

    def put(self, reference: Reference, chain: Chain) -> None:
        """Say that a mention belongs to a chain."""
        if not chain.members:
            self.all.append(chain)
        self._of[reference] = chain

    def join(self, reference: Reference, chain: Chain) -> None:
        """Add a mention to a chain whose attention has passed: the I of a speaker."""
        chain.members.append(reference)
        self._of[reference] = chain


def resolve(
    parse: Parse, mentions: list[Reference], speech: bytearray, speakers: Collection[int] = ()
) -> Chains:
    """Join the mentions of a document to chains.

    `speech` flags the tokens that somebody says, in quotation marks or not; `speakers` are the
    tokens that name a source. First-person pronouns are left alone: they ask for who speaks.
    """
    chains, focus = Chains(), Focus(_clock(parse, speech))
    names = [mention for mention in mentions if mention.kind == "name"]
    named = NameChains(parse, names)
    pronouns, nominals = Pronouns(parse, focus, speakers), Nominals(parse, focus)
    for mention in mentions:
        chain = _named(mention, named)
        if chain is None and mention.kind == "pronoun":
            chain = pronouns.chain(mention)
        elif chain is None and mention.kind == "nominal":
            chain = nominals.chain(mention)
        if chain is None:
            continue
        _learn(chain, mention, parse)
        chains.put(mention, chain)
        head, said = mention.head, speech[mention.head]
        gain = GAINS.get(parse.deps[head], LEAST_GAIN)
        if head in speakers and said != QUOTED:
            gain += SPEAKER_GAIN
            focus.speaker = chain
        chain.touch(mention, focus.clock[mention.sentence], gain * SHARES[said])
        focus.turn_to(head, chain)
    _learn_possessors(chains, parse, focus)
    return chains


def _clock(parse: Parse, speech: bytearray) -> list[float]:
    """Tell the time at each sentence; one that begins and ends in a quotation takes less."""
    ends = [*parse.sentence_starts[1:], len(parse)]
    now, times = 0.0, []
    for start, end in zip(parse.sentence_starts, ends, strict=True):
        inside = speech[start] == speech[max(start, end - 2)] == QUOTED
        now += SHARES[QUOTED] if inside else 1.0
        times.append(now)
    return times


def _learn_possessors(chains: Chains, parse: Parse, focus: Focus) -> None:
    """Say whose the unnamed are: the administration of "his administration"."""
    for chain in chains.all:
        first = chain.members[0]
        if chain.names or first.kind != "nominal" or parse.tags[first.start] != "PRP$":
            continue
        possessor = focus.at(first.start)
        if possessor and possessor.names:
            chain.roles = dict.fromkeys(chain.roles, possessor.name)


def _named(mention: Reference, named: NameChains) -> Chain | None:
    if mention.kind == "name":
        return named.of.get(mention.start)
    return named.of.get(mention.of.start) if mention.of else None


def _learn(chain: Chain, mention: Reference, parse: Parse) -> None:
    """Take from a mention what it tells about its chain."""
    if mention.kind == "name":
        chain.names.append(mention.text)
    elif mention.role is not None:
        if mention.of or not chain.names:
            chain.learn_role(mention.role, mention.affiliation)
        chain.nouns.add(parse.lower[mention.head])
