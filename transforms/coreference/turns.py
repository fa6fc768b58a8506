"""Find who has the floor in a transcript, so that its `I` has a name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from transforms.coreference.chain import Chain
from transforms.coreference.resolve import Chains
from transforms.entities import name_words
from transforms.lexicons import function_words, words
from transforms.mentions import Parse, Reference
from transforms.mentions.parse import GAP
from transforms.quotes.transcript import Turn, turns

HEADED = re.compile(r"\b(?:argument|statement|testimony|remarks|opening) (?:of|by) ", re.I)
HOSTED = re.compile(
    r"(?:\binterview(?:s|ed|ing)?|\bconversation|\bspoke|\bspeaks|\btalk(?:s|ed)?|\bchat(?:s|ted)?"
    r"|\bmeets?|\bmet|\bsat down|\bquestions|\bQ ?& ?A|\basked|\bcaught up)"
    r"(?: (?:with|to|for|of))?(?: [\w'’.-]+){0,5}? $"
)
"""What stands before the one whom an interview is with."""
SWORN = re.compile(r"[^\n]{0,120}\b(?:sworn|affirmed|called as a witness)\b")
BENCH = re.compile(r"\b(?:judge|justice|hon|honou?rable)\.? $", re.I)
BYLINE = re.compile(r"(?:^|\n)(?:by|interview(?:ed)? by|words|text):? $", re.I)
REACH = 80
"""Characters before a name in which its part in a talk is told."""
ASKING = frozenset(function_words("asking"))
ANSWERING = frozenset(function_words("answering"))
TESTIFYING, JUDGING = ("witness", "deponent"), ("court", "judge", "justice")
HEADING = 200
"""Most characters of a heading that names who begins."""
HANDOVER = 9
"""A paragraph that ends with a sentence of fewer tokens and a form of address hands over."""
SINGULAR = frozenset(function_words("first person singular"))
ADDRESSED = frozenset(function_words("second person"))


class Turns:
    """The people who speak in a transcript, by where their turns begin."""

    def __init__(self, parse: Parse, mentions: Sequence[Reference], chains: Chains) -> None:
        self._parse = parse
        self._people = [
            mention
            for mention in mentions
            if mention.kind == "name" and mention.label == "PERSON" and chains.get(mention)
        ]
        self._starts = [parse.starts[mention.start] for mention in self._people]
        self._chains = chains
        self._by_label = self._labels()
        self._floor = turns(parse.text)
        self._guest = self._invited()
        self._begins: list[int] = []
        self._speakers: list[Chain | None] = []
        for at, chain in sorted(self._changes(), key=lambda change: change[0]):
            self._begins.append(at)
            self._speakers.append(chain)
        named = {id(chain): chain for _, chain in self._told() if chain}
        self._parties = list(named.values())

    def speaker(self, token: int) -> Chain | None:
        """Give whoever has the floor at a token; nobody in a text that is no transcript."""
        place = bisect_right(self._begins, self._parse.starts[token]) - 1
        return self._speakers[place] if place >= 0 else None

    def listener(self, token: int) -> Chain | None:
        """Give whom the `you` of a turn means: the other one of two."""
        at = self._parse.starts[token]
        if not any(turn.content[0] <= at < turn.content[1] for turn in self._floor):
            return None
        speaker = self.speaker(token)
        others = [chain for chain in self._parties if chain is not speaker]
        return others[0] if len(others) == 1 else None

    def _changes(self) -> Iterator[tuple[int, Chain | None]]:
        """Yield where the floor changes, and to whom: at labels, after headings and calls."""
        for turn, chain in self._told():
            yield min(turn.label[0], turn.content[0]), chain
        ends = [turn.content[1] for turn in self._floor[-1:]]
        yield from ((end, None) for end in ends)
        for start, end in self._paragraphs():
            place = bisect_right(self._floor, end, key=lambda turn: turn.label[0])
            if place and self._floor[place - 1].content[1] > start:
                continue
            if chain := self._headed(start, end):
                yield end, chain
            yield from self._introduced(start, end)

    def _told(self) -> Iterator[tuple[Turn, Chain | None]]:
        """Yield the turns with those whom their labels name."""
        for turn in self._floor:
            yield turn, self._labelled(turn)

    def _paragraphs(self) -> Iterator[tuple[int, int]]:
        start = 0
        for gap in GAP.finditer(self._parse.text):
            yield start, gap.start()
            start = gap.end()
        yield start, len(self._parse.text)

    def _introduced(self, start: int, end: int) -> Iterator[tuple[int, Chain | None]]:
        """Yield who says their own name, and who is asked to speak at a paragraph's end."""
        parse = self._parse
        for mention in self._between(start, end):
            verb = parse.heads[mention.head]
            subject = parse.subjects.get(verb)
            if parse.deps[mention.head] == "attr" and subject is not None:
                before = parse.lower[subject - 1] if subject else ""
                if parse.lower[subject] == "i" or (parse.lower[subject], before) == ("name", "my"):
                    yield parse.starts[parse.sentence_starts[mention.sentence]], self._of(mention)
            addressed = mention.start and parse.lower[mention.start - 1].rstrip(".") in _ADDRESS
            if addressed and self._is_last(mention, end):
                yield end, self._of(mention)

    def _is_last(self, mention: Reference, end: int) -> bool:
        """Tell whether a mention stands in the short last sentence of a paragraph."""
        parse = self._parse
        first = parse.sentence_starts[mention.sentence]
        last = parse.tokens(end - 1, end)
        return (
            bool(last)
            and parse.sentence[last.start] == mention.sentence
            and (last.start - first < HANDOVER)
        )

    def _labelled(self, turn: Turn) -> Chain | None:
        """Find the person of a label: a name, initials, a part in the talk, or who answers."""
        wanted = name_words(turn.name, "PERSON") if turn.name else []
        if turn.name and not wanted:
            return None
        if not wanted or wanted[-1] in ANSWERING or wanted[-1] in TESTIFYING:
            return self._sworn(turn.label[0]) or self._guest
        if turn.is_question:
            return self._host
        if wanted[-1] in JUDGING:
            return self._judge
        return self._by_label.get(wanted[-1]) or self._by_label.get("".join(wanted))

    def _labels(self) -> dict[str, Chain]:
        """Map the labels people can have to them: family names and initials, the first wins."""
        found: dict[str, Chain] = {}
        for mention in self._people:
            chain, name = self._of(mention), name_words(mention.text, "PERSON")
            if chain and name:
                found.setdefault(name[-1], chain)
                if len(name) > 1:
                    found.setdefault("".join(word[0] for word in name), chain)
        return found

    def _invited(self) -> Chain | None:
        """Find the person an interview is with: who was met, else the one most spoken of before."""
        begin = self._floor[0].label[0] if self._floor else len(self._parse.text)
        before = [mention for mention in self._people if mention.start_char < begin]
        for mention in before:
            if HOSTED.search(self._before(mention)):
                return self._of(mention)
        chains = {id(chain): chain for mention in before if (chain := self._of(mention))}
        written = {id(self._of(m)) for m in before if BYLINE.search(self._before(m))}
        return max(
            (chain for key, chain in chains.items() if key not in written),
            key=lambda chain: sum(member.start_char < begin for member in chain.members),
            default=None,
        )

    @cached_property
    def _host(self) -> Chain | None:
        """The one who asks the questions: the one person told of before beside the guest."""
        begin = self._floor[0].label[0]
        before = [self._of(mention) for mention in self._people if mention.start_char < begin]
        others = {id(chain): chain for chain in before if chain and chain is not self._guest}
        return next(iter(others.values())) if len(others) == 1 and self._guest else None

    @cached_property
    def _oaths(self) -> list[tuple[int, Chain | None]]:
        """Where witnesses are sworn, and who they are."""
        text = self._parse.text
        sworn = [mention for mention in self._people if SWORN.match(text, mention.end_char)]
        return [(mention.start_char, self._of(mention)) for mention in sworn]

    def _sworn(self, at: int) -> Chain | None:
        """Find the last witness sworn before a place."""
        place = bisect_right(self._oaths, at, key=lambda oath: oath[0])
        return self._oaths[place - 1][1] if place else None

    @cached_property
    def _judge(self) -> Chain | None:
        """Whoever a word of the bench stands before."""
        benches = (m for m in self._people if BENCH.search(self._before(m)))
        return next((self._of(mention) for mention in benches), None)

    def _before(self, mention: Reference) -> str:
        return self._parse.text[max(0, mention.start_char - REACH) : mention.start_char]

    def _headed(self, start: int, end: int) -> Chain | None:
        """Find whose speech a heading announces: "Statement of Anna Reed"."""
        if end - start > HEADING or not HEADED.search(self._parse.text, start, end):
            return None
        return next((self._of(mention) for mention in self._between(start, end)), None)

    def _between(self, start: int, end: int) -> Iterator[Reference]:
        place = bisect_right(self._starts, start - 1)
        while place < len(self._people) and self._starts[place] < end:
            yield self._people[place]
            place += 1

    def _of(self, mention: Reference) -> Chain | None:
        return self._chains.get(mention)


_ADDRESS = words("honorifics") | {"general", "gen", "judge", "justice", "senator", "counsel"}
