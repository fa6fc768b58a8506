"""Find who has the floor in a transcript, so that its `I` has a name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from transforms.coreference.chain import Chain
from transforms.coreference.resolve import Chains
from transforms.entities import name_words
from transforms.lexicons import function_words, words
from transforms.mentions import Parse, Reference

GAP = re.compile(r"\n\s*\n")
LABEL = re.compile(r"\(\((?P<round>[^()\n]{1,40})\)\):?|(?P<plain>[A-Z][\w.'’ -]{0,40}):\s")
HEADED = re.compile(r"\b(?:argument|statement|testimony|remarks|opening) (?:of|by) ", re.I)
ASKING = frozenset(function_words("asking"))
ANSWERING = frozenset(function_words("answering"))
HEADING = 200
"""Most characters of a heading that names who begins."""
HANDOVER = 9
"""A paragraph that ends with a sentence of fewer tokens and a form of address hands over."""
SINGULAR = frozenset(function_words("first person singular"))


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
        self._begins: list[int] = []
        self._speakers: list[Chain | None] = []
        for at, chain in self._turns():
            self._begins.append(at)
            self._speakers.append(chain)

    def speaker(self, token: int) -> Chain | None:
        """Give whoever has the floor at a token; nobody in a text that is no transcript."""
        place = bisect_right(self._begins, self._parse.starts[token]) - 1
        return self._speakers[place] if place >= 0 else None

    def _turns(self) -> Iterator[tuple[int, Chain | None]]:
        """Yield the turns of the floor in the order of the text."""
        text, guest, asked = self._parse.text, self._guest(), False
        for start, end in self._paragraphs():
            label = LABEL.match(text, start, end)
            name = (label["round"] or label["plain"]) if label else ""
            if name.strip(" .").lower() in ASKING:
                asked = True
                yield start, None
            elif name:
                if (chain := self._labelled(name, guest)) or self._begins:
                    yield start, chain
            elif asked:
                asked = False
                yield start, guest
            elif chain := self._headed(start, end):
                yield end, chain
            yield from self._introduced(start, end)

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

    def _labelled(self, name: str, guest: Chain | None) -> Chain | None:
        """Find the person of a speaker label: a name, initials, or A for the one who answers."""
        wanted = name_words(name, "PERSON")
        if not wanted:
            return None
        if wanted[0] in ANSWERING and len(wanted) == 1:
            return guest
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

    def _guest(self) -> Chain | None:
        """Find the person an interview is with: the one most often named."""
        chains = {id(chain): chain for mention in self._people if (chain := self._of(mention))}
        return max(chains.values(), key=lambda chain: len(chain.names), default=None)

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
