"""Read the mentions of a document in order and join each to the chain it continues."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from transforms.coreference.chain import Chain
from transforms.coreference.focus import QUOTED, TOLD, Focus
from transforms.coreference.gender import told
from transforms.coreference.kinship import deeds
from transforms.coreference.names import NameChains
from transforms.coreference.nominals import Nominals
from transforms.coreference.pronouns import Judge, Pronouns
from transforms.coreference.ranker import Verdict, weights
from transforms.mentions import Parse, Reference
from transforms.mentions.edges import LETTERS
from transforms.mentions.nominals import YEAR_OLD, noun_of, people_nouns
from transforms.mentions.parse import SUBJECTS
from transforms.quotes.datelines import datelines

GAINS = {"nsubj": 1.0, "nsubjpass": 0.9, "agent": 0.7, "dobj": 0.6, "dative": 0.6, "pobj": 0.5,
         "poss": 0.5, "appos": 0.4, "conj": 0.6, "ROOT": 0.6, "attr": 0.5}  # fmt: skip
LEAST_GAIN = 0.3
ACTING = SUBJECTS | {"ROOT", "agent"}
"""How somebody hangs in a sentence who acts in it; the parser loses some subjects to the root."""
ASIDE = frozenset({"advcl", "relcl", "acl"})
"""Clauses in which the unnamed do nothing that is told, nor those behind "by".

"When a reporter asked her", "tools used by Reed".
"""
DOER = {"nsubj": False, "agent": False, "nsubjpass": True, "dobj": True}
DONE_TO = frozenset({"accused", "defendant"})
TELLING = (["to"], ["that"])
"""What stands behind a verb that says nothing of a profession: "wrote to her", "wrote that"."""
MUTUAL = frozenset({"husband", "wife", "widow", "widower"})
LENGTH_OF_AGE = 5
"""Tokens of an age: "43-year-old"."""
AGED = (",(", "43", ",.);")
"""What stands around an age behind a name."""
MAX_BESIDE = 2
"""How many nouns may stand before a name: "her coach, the former champion Anna Reed"."""
SPEAKER_GAIN = 0.5
SHARES = {0: 1.0, QUOTED: 0.4, TOLD: 0.7}
"""The share of attention that a mention holds by where it stands."""


class Chains:
    """The chains of a document, and the chain of each mention that has one."""

    def __init__(self) -> None:
        self.all: list[Chain] = []
        self._of: dict[Reference, Chain] = {}
        self.get: Callable[[Reference], Chain | None] = self._of.get
        """Gives the chain of a mention."""
        self.open: dict[Reference, Verdict] = {}
        """What was thought of the pronouns that stay open."""
        self.sure: dict[Reference, float] = {}
        """How likely weighed pronouns mean whom they are taken to mean."""

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
    parse: Parse,
    mentions: list[Reference],
    speech: bytearray,
    speakers: Collection[int] = (),
    voices: Sequence[int] = (),
    judge: Judge | None = None,
) -> Chains:
    """Join the mentions of a document to chains.

    `speech` flags the tokens that somebody says, in quotation marks or not; `speakers` are the
    tokens that name a source, `voices` gives of each token the source of what is said around it.
    First-person pronouns are left alone: they ask for who speaks. A `judge` may stand in for the
    estimated weights.
    """
    chains, focus = Chains(), Focus(_clock(parse, speech), parse.paragraphs())
    names = [mention for mention in mentions if mention.kind == "name"]
    named = NameChains(parse, names)
    pronouns = Pronouns(parse, focus, speakers, speech, voices, named.at, judge)
    nominals = Nominals(parse, focus, speakers, speech)
    dateline = _datelines(parse)
    for mention in sorted(mentions, key=_owner_first):
        chain = _named(mention, named)
        if mention.label == "NORP":
            chain = nominals.called(mention) or chain
        if chain is None and mention.kind == "pronoun":
            chain = pronouns.chain(mention)
        elif chain is None and mention.kind == "nominal":
            chain = nominals.chain(mention)
        if chain is None:
            continue
        _learn(chain, mention, parse)
        chains.put(mention, chain)
        if mention.start in dateline:
            chain.members.append(mention)
            continue
        head, said = mention.head, speech[mention.head]
        above = head if _in_brackets(parse, mention) else _above(parse, head)
        is_told = above in speakers and focus.at(above) is not chain
        dep, speaks = _hangs(parse, above), head in speakers or is_told
        gain = GAINS.get(dep, LEAST_GAIN)
        if speaks and said != QUOTED:
            gain += SPEAKER_GAIN
            focus.speaker = chain
        by_the_way = dep == "agent" or not chain.names
        is_aside = by_the_way and parse.deps[_verb(parse, above, dep)] in ASIDE
        if not said and dep in SUBJECTS and not is_aside:
            focus.topic = chain if chain.is_person else focus.topic
        if said != QUOTED and (speaks or (_acts(parse, mention, dep) and not is_aside)):
            chain.placed, chain.acted = focus.paragraphs[mention.sentence], head
        chain.touch(mention, focus.clock[mention.sentence], gain * SHARES[said])
        focus.turn_to(head, chain)
    chains.open, chains.sure = pronouns.open, pronouns.sure
    _learn_possessors(chains, parse, focus)
    return chains


def _owner_first(mention: Reference) -> tuple[int, bool]:
    """Read "his" before "his lawyer", which is nobody's own."""
    return mention.start, mention.kind != "pronoun"


def _datelines(parse: Parse) -> set[int]:
    """List the tokens before the stories of a text: nobody thinks of an agency named there."""
    found: set[int] = set()
    for line in datelines(parse.text):
        found.update(parse.tokens(*line))
    return found


def _above(parse: Parse, head: int) -> int:
    """Give the noun beside which a name stands, else the name: "her coach, Anna Reed,".

    The letters behind a name govern it: "Anna Reed KC said".
    """
    if parse.lower[parse.heads[head]] in LETTERS and parse.heads[head] == head + 1:
        head += 1
    for _ in range(MAX_BESIDE):
        if parse.deps[head] != "appos":
            break
        head = parse.heads[head]
    return head


def _in_brackets(parse: Parse, mention: Reference) -> bool:
    """Tell whether somebody is told by the way: a party, who plays a part, a name at birth."""
    before = parse.lower[max(0, mention.start - 2) : mention.start]
    return "(" in before and parse.lower[mention.end : mention.end + 1] == [")"]


def _hangs(parse: Parse, head: int) -> str:
    """Tell how somebody hangs in a sentence; "by Reed" does what its verb says."""
    dep = parse.deps[head]
    return "agent" if dep == "pobj" and parse.deps[parse.heads[head]] == "agent" else dep


def _verb(parse: Parse, head: int, dep: str) -> int:
    """Find the verb on which somebody hangs."""
    above = parse.heads[head]
    return parse.heads[above] if dep == "agent" else above


def _acts(parse: Parse, mention: Reference, dep: str) -> bool:
    """Tell whether somebody does something: as subject, beside it, or with "who".

    `dep` is how they hang in the sentence, or the noun beside which they stand.
    """
    behind = parse.lower[mention.end : mention.end + len(AGED) + 1]
    if len(behind) > 1 and behind[1].isdecimal():  # their age
        behind = behind[2:]
    return behind[:2] == [",", "who"] or dep in ACTING


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
    if chain.is_person and mention.kind in {"name", "pronoun"}:
        chain.nouns |= _deeds(mention, parse)
    if mention.kind == "name":
        if mention.label != "NORP" or not chain.is_person:
            chain.names.append(mention.text)
        if mention.label == "PERSON":
            chain.nouns |= _age_beside(mention, parse)
    elif mention.role is not None:
        if mention.of or not chain.names:
            chain.learn_role(mention.role, mention.affiliation)
        chain.nouns.add(noun_of(parse, mention))
        if chain.is_person:
            _learn_gender(chain, people_nouns().get(parse.lower[mention.head], ""))
            chain.nouns |= _age_within(mention, parse)


def _learn_gender(chain: Chain, gender: str) -> None:
    """Let a noun tell a gender, unless more is known already."""
    if gender and not chain.is_told:
        chain.feminine, chain.is_told = told(gender, weights()), True


def _deeds(mention: Reference, parse: Parse) -> set[str]:
    """List what somebody is by what they do, or is done to them: "Anna Reed, who teaches".

    Of a pronoun no more is taken than that it married.
    """
    found: set[str] = set()
    relative = mention.end + 1
    has_clause = parse.lower[mention.end : relative + 1] == [",", "who"]
    for head in (_above(parse, mention.head), *([relative] if has_clause else ())):
        dep = _hangs(parse, head)
        verb = _verb(parse, head, dep)
        if dep in DOER and parse.lower[verb + 1 : verb + 2] not in TELLING:
            nouns = deeds().get(parse.lower[verb], set())
            found |= {n for n in nouns if n in MUTUAL or DOER[dep] == (n in DONE_TO)}
    return found if mention.kind == "name" else found & MUTUAL


def _age_beside(name: Reference, parse: Parse) -> set[str]:
    """Find the age before or behind a name: "43-year-old Anna Reed", "Anna Reed, 43,"."""
    end = name.end
    if parse.lower[name.start - 1] == "old" and name.start > LENGTH_OF_AGE:
        return {"".join(parse.lower[name.start - LENGTH_OF_AGE : name.start])}
    after = parse.lower[end : end + 3]
    if len(after) == len(AGED) and after[0] in AGED[0] and after[2] in AGED[2]:
        return (
            {after[1] + YEAR_OLD} if after[1].isdecimal() and len(after[1]) < len(AGED) else set()
        )
    return set()


def _age_within(nominal: Reference, parse: Parse) -> set[str]:
    """Find the age in a nominal: "a 43-year-old nurse"."""
    for at in range(max(nominal.start, LENGTH_OF_AGE - 1), nominal.head):
        if parse.lower[at] == "old" and parse.lower[at - 1] == "-":
            return {"".join(parse.lower[at - LENGTH_OF_AGE + 1 : at + 1])}
    return set()
