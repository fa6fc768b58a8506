"""Read a parsed document once: its mentions, chains, quotes and speakers, each with its id."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from transforms.coreference import Chain, resolve
from transforms.coreference.focus import QUOTED, TOLD
from transforms.coreference.pronouns import NOWHERE, Judge
from transforms.coreference.speakers import Speaker, Speakers, Voice
from transforms.ids import SEPARATOR, stable_id, stable_ids
from transforms.mentions import Parse, Reference, find_mentions
from transforms.quotes import Attribution, find_quotes
from transforms.quotes.linear import Weights
from transforms.quotes.marks import quotations
from transforms.tables import Document
from transforms.tokens import Tokens
from transforms.unnamed import unnamed

Span = tuple[int, int]


class Reading:
    """What was found in a document, ready to be written as rows."""

    def __init__(
        self,
        document: Document,
        tokens: Tokens,
        judge: Judge | None = None,
        table: Weights | None = None,
    ) -> None:
        self.document = document
        self.text = document.text
        found = find_quotes(tokens, table)
        self.attributions: list[Attribution] = own(found, document.aside_spans)
        self.parse = Parse(tokens)
        sources = self._sources()
        self.mentions: list[Reference] = find_mentions(self.parse, sources)
        speech = self._speech()
        around = self._speaking_around()
        self._chains = resolve(self.parse, self.mentions, speech, sources, around, judge)
        self.chain: Callable[[Reference], Chain | None] = self._chains.get
        speakers = Speakers(self.parse, self.mentions, self._chains, speech)
        self.speakers: list[Speaker] = speakers.resolve(self.attributions)
        self.asked: Callable[[Attribution], Reference | None] = speakers.asked
        """Gives the mention that decides who says a quote."""
        self.voices: list[list[Voice]] = [
            speakers.voices(found, speaker)
            for found, speaker in zip(self.attributions, self.speakers, strict=True)
        ]
        """All who say each quote: the speaker, if known, and whoever joins in."""
        self.unnamed: list[bool] = unnamed(self.parse, self.attributions, self.speakers)
        """Whether the text keeps the source of each quote unnamed."""
        self.quote_ids = list(_unique(self._quote_ids()))
        self._cluster_ids = self._named_clusters()
        self.cluster_id: Callable[[Chain | None], str | None] = self._cluster_ids.get
        """Gives the id of a chain, null for one that has no row."""
        self.mention_ids: list[str] = self._ids("mention", self.mentions)

    def chains(self) -> Iterator[tuple[str, Chain]]:
        """Yield the chains that have a row, each with its id."""
        for chain in self._chains.all:
            if found := self.cluster_id(chain):
                yield found, chain

    def _speech(self) -> bytearray:
        """Flag the tokens that somebody says: in quotation marks, or reported without them."""
        flags = bytearray(len(self.parse))
        told = [(span, TOLD) for found in self.attributions for span in found.content]
        marked = [((found.start, found.end), QUOTED) for found in quotations(self.text)]
        for span, flag in told + marked:
            tokens = self.parse.tokens(*span)
            flags[tokens.start : tokens.stop] = bytes([flag]) * len(tokens)
        return flags

    def _sources(self) -> set[int]:
        """List the heads of the sources."""
        spans = [attribution.source[0] for attribution in self.attributions if attribution.source]
        tokens = [self.parse.tokens(*span) for span in spans]
        heads = {self.parse.head_of(found.start, found.stop) for found in tokens if found}
        return heads | {self.parse.antecedent(head) for head in heads}

    def _speaking_around(self) -> list[int]:
        """Give the head of the source of what is said around each token, or `NOWHERE`."""
        heads = [NOWHERE] * len(self.parse)
        for found in self.attributions:
            source = found.source[0] if found.source else found.carried_from
            named = self.parse.tokens(*source) if source else range(0)
            if not named:
                continue
            head = self.parse.head_of(named.start, named.stop)
            for span in found.content:
                tokens = self.parse.tokens(*span)
                heads[tokens.start : tokens.stop] = [head] * len(tokens)
        return heads

    def _quote_ids(self) -> Iterator[str]:
        """Make ids from the spans of contents and cues."""
        made = stable_ids(self.document.document_id, "quote")
        for attribution in self.attributions:
            spans = (*attribution.content, (-1, -1), *attribution.cue)
            yield made(SEPARATOR.join([f"{start}{SEPARATOR}{end}" for start, end in spans]))

    def _named_clusters(self) -> dict[Chain | None, str]:
        """Give an id to the chains worth a row: named, or mentioned twice, or speaking."""
        speaking = {voice.chain for voices in self.voices for voice in voices}
        worthy = [
            chain
            for chain in self._chains.all
            if chain.names or len(chain.members) > 1 or chain in speaking
        ]
        ids = self._ids("cluster", [chain.members[0] for chain in worthy])
        return dict(zip(worthy, ids, strict=True))

    def _ids(self, table: str, mentions: list[Reference]) -> list[str]:
        """Make ids from the spans of mentions and their kinds."""
        made = stable_ids(self.document.document_id, table)
        return [made(f"{m.start_char}{SEPARATOR}{m.end_char}{SEPARATOR}{m.kind}") for m in mentions]


def own(found: list[Attribution], asides: Sequence[int]) -> list[Attribution]:
    """Leave out what a mail repeats: somebody else says it, in a document of its own.

    `asides` are the beginnings and ends of what is repeated, in turn and in order. What the mail
    says itself stays, with an open speaker if that one was carried on from there.
    """
    starts, ends = asides[::2], asides[1::2]

    def repeats(*spans: Span) -> bool:
        places = [(bisect_right(ends, start), end) for start, end in spans]
        return any(place < len(starts) and starts[place] < end for place, end in places)

    kept = [
        place for place, one in enumerate(found) if not repeats(*one.content, *one.cue, *one.source)
    ]
    new: dict[int | None, int] = {old: place for place, old in enumerate(kept)}
    out = [replace(found[place], parent=new.get(found[place].parent)) for place in kept]
    return [
        replace(one, is_carried=False, carried_from=None)
        if one.carried_from and repeats(one.carried_from)
        else one
        for one in out
    ]


def _unique(ids: Iterator[str]) -> Iterator[str]:
    """Tell apart attributions that share content and cue, by their order."""
    seen: dict[str, int] = {}
    for found in ids:
        count = seen[found] = seen.get(found, 0) + 1
        yield found if count == 1 else stable_id(found, count)
