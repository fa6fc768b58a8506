"""Turn a document and its parse into the rows of every table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from transforms.chunks import LIMIT, chunks
from transforms.coreference import Chain, resolve
from transforms.coreference.speakers import Speaker, Speakers
from transforms.dates_in_text import said_at
from transforms.entities import family_key, fullest, name_key
from transforms.ids import stable_id
from transforms.lexicons import function_words
from transforms.mentions import Parse, Reference, find_mentions
from transforms.quotes import Attribution, find_quotes
from transforms.quotes.marks import quotations
from transforms.tables import Chunk, Cluster, Document, Mention, Quote, QuoteEntity, QuoteSpan

CONTEXT = 60
"""Characters kept before and after a quote."""
CONFIDENCE = {"name": 0.9, "title": 0.85, "pronoun": 0.7, "nominal": 0.6}
UNCERTAIN = 0.5
"""Confidence of a mention that no chain with a name holds."""
GREATEST_REACH = 80
"""A cue or a source in pieces is shown as one stretch up to this many characters."""
TELLING = frozenset(function_words("telling"))
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Extracted:
    """The rows of one document, each list in reading order."""

    chunks: list[Chunk] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    clusters: list[Cluster] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    quote_spans: list[QuoteSpan] = field(default_factory=list)
    quote_entities: list[QuoteEntity] = field(default_factory=list)


def extract(
    document: Document, doc: Doc, headings: Sequence[Span], chunk_limit: int = LIMIT
) -> Extracted:
    """Give what a document says as rows; one that is not analysed gives chunks alone."""
    found = chunks(document.document_id, doc, headings, chunk_limit, document.text)
    pieces = list(found)
    if not document.is_analysed or not len(doc):
        return Extracted(chunks=pieces)
    reading = _Reading(document, doc)
    return Extracted(
        chunks=pieces,
        mentions=list(reading.mentions()),
        clusters=list(reading.clusters()),
        quotes=list(reading.quotes()),
        quote_spans=list(reading.quote_spans()),
        quote_entities=list(reading.quote_entities()),
    )


class _Reading:
    """What was found in a document, ready to be written as rows."""

    def __init__(self, document: Document, doc: Doc) -> None:
        self._document = document
        self._id = document.document_id
        self._attributions = find_quotes(doc)
        self._parse = Parse(doc, document.text)
        self._text = self._parse.text
        quoted, sources = self._quoted(), self._sources()
        self._mentions = find_mentions(self._parse)
        self._chains = resolve(self._parse, self._mentions, quoted, sources)
        speakers = Speakers(self._parse, self._mentions, self._chains, quoted)
        self._speakers: list[Speaker] = speakers.resolve(self._attributions)
        self._quote_ids = list(_unique(self._quote_id(a) for a in self._attributions))
        self._cluster_ids = self._named_clusters()
        self._mention_ids: dict[int, str] = {}

    def mentions(self) -> Iterator[Mention]:
        """Yield every mention; its type is that of a name, other mentions have their chain's."""
        for mention in self._mentions:
            start, end = self._span(mention)
            chain = self._chains.get(mention)
            sure = mention.kind == "name" or (chain is not None and bool(chain.names))
            yield Mention(
                mention_id=self._mention_id(mention),
                document_id=self._id,
                sentence_index=mention.sentence,
                label=mention.label,
                mention_type=mention.kind,
                text=self._text[start:end],
                start_char=start,
                end_char=end,
                entity_id=None,
                cluster_id=self._cluster_id(chain),
                confidence=CONFIDENCE[mention.kind] if sure else UNCERTAIN,
            )

    def clusters(self) -> Iterator[Cluster]:
        """Yield the chains that have a name, several mentions or something to say."""
        for chain in self._chains.all:
            if not (cluster_id := self._cluster_id(chain)):
                continue
            name = fullest(chain.names, chain.label) if chain.names else None
            yield Cluster(
                cluster_id=cluster_id,
                document_id=self._id,
                label=chain.label,
                name=name,
                name_key=name_key(name, chain.label) if name else None,
                family_key=family_key(name, chain.label) if name else None,
                role=chain.role if chain.is_person or not name else None,
                affiliation=chain.affiliation if chain.is_person or not name else None,
                aliases=tuple(n for n in dict.fromkeys(chain.names) if n != name),
                mention_count=len(chain.members),
                entity_id=None,
            )

    def quotes(self) -> Iterator[Quote]:
        """Yield every attribution."""
        for index, attribution in enumerate(self._attributions):
            yield self._quote(index, attribution)

    def quote_spans(self) -> Iterator[QuoteSpan]:
        """Yield the contiguous pieces of contents, cues and sources."""
        for quote_id, attribution in zip(self._quote_ids, self._attributions, strict=True):
            parts = {
                "content": attribution.content,
                "cue": attribution.cue,
                "speaker": attribution.source,
            }
            for part, spans in parts.items():
                for index, (start, end) in enumerate(spans):
                    text = self._text[start:end]
                    yield QuoteSpan(quote_id, self._id, part, index, start, end, text)

    def quote_entities(self) -> Iterator[QuoteEntity]:
        """Yield whom each quote is about, and to whom it is said."""
        starts: dict[int, list[Reference]] = {}
        for mention in self._mentions:
            chain = self._chains.get(mention)
            if chain and chain.names:
                starts.setdefault(mention.start, []).append(mention)
        for quote_id, attribution in zip(self._quote_ids, self._attributions, strict=True):
            for mention, role in self._concerned(attribution, starts):
                yield QuoteEntity(quote_id, self._id, None, self._mention_id(mention), role)

    def _concerned(
        self, attribution: Attribution, starts: dict[int, list[Reference]]
    ) -> Iterator[tuple[Reference, str]]:
        cues = {token for span in attribution.cue for token in self._parse.tokens(*span)}
        if attribution.cue_lemma in TELLING and cues:
            first = min(cues)
            for token in range(first, min(first + 12, len(self._parse))):
                for mention in starts.get(token, ()):
                    if self._is_told(mention, cues):
                        yield mention, "addressee"
        for span in attribution.content:
            for token in self._parse.tokens(*span):
                for mention in starts.get(token, ()):
                    if self._span(mention)[1] <= span[1]:
                        yield mention, "about"

    def _is_told(self, mention: Reference, cues: set[int]) -> bool:
        head = mention.head
        return self._parse.heads[head] in cues and self._parse.deps[head] in {"dobj", "dative"}

    def _quote(self, index: int, attribution: Attribution) -> Quote:
        start, end = attribution.content[0][0], attribution.content[-1][1]
        speaker, parent = self._speakers[index], attribution.parent
        cue, source = _stretch(attribution.cue), _stretch(attribution.source)
        said = attribution.said_at_text
        said_text = self._text[said[0] : said[1]] if said else None
        return Quote(
            quote_id=self._quote_ids[index],
            document_id=self._id,
            quote_type=attribution.quote_type,
            attribution_kind=attribution.attribution_kind,
            text=self._text[start:end],
            start_char=start,
            end_char=end,
            prefix=self._text[max(0, start - CONTEXT) : start],
            suffix=self._text[end : end + CONTEXT],
            cue_text=self._text[cue[0] : cue[1]] if cue else None,
            cue_lemma=attribution.cue_lemma,
            cue_start_char=cue[0] if cue else None,
            cue_end_char=cue[1] if cue else None,
            speaker_text=self._text[source[0] : source[1]] if source else None,
            speaker_start_char=source[0] if source else None,
            speaker_end_char=source[1] if source else None,
            speaker_resolution=speaker.resolution,
            speaker_cluster_id=self._cluster_id(speaker.chain),
            speaker_id=None,
            speaker_name=speaker.name,
            speaker_role=speaker.role,
            is_negated=attribution.is_negated,
            parent_quote_id=self._quote_ids[parent] if parent is not None else None,
            said_at=said_at(said_text, self._document.published_at) if said_text else None,
            said_at_text=said_text,
            duplicate_of=None,
            confidence=attribution.confidence,
            sentence_index=self._parse.sentence[self._parse.tokens(start, end).start],
        )

    def _quoted(self) -> bytearray:
        """Flag the tokens between double quotation marks."""
        flags = bytearray(len(self._parse))
        for quotation in quotations(self._text):
            tokens = self._parse.tokens(quotation.start, quotation.end)
            flags[tokens.start : tokens.stop] = b"\x01" * len(tokens)
        return flags

    def _sources(self) -> set[int]:
        """List the heads of the sources."""
        spans = [attribution.source[0] for attribution in self._attributions if attribution.source]
        tokens = [self._parse.tokens(*span) for span in spans]
        return {self._parse.head_of(found.start, found.stop) for found in tokens if found}

    def _span(self, mention: Reference) -> Span:
        return self._parse.starts[mention.start], self._parse.ends[mention.end - 1]

    def _mention_id(self, mention: Reference) -> str:
        found = self._mention_ids.get(id(mention))
        if found is None:
            found = stable_id(self._id, "mention", *self._span(mention), mention.kind)
            self._mention_ids[id(mention)] = found
        return found

    def _quote_id(self, attribution: Attribution) -> str:
        spans = (*attribution.content, (-1, -1), *attribution.cue)
        return stable_id(self._id, "quote", *(place for span in spans for place in span))

    def _named_clusters(self) -> dict[int, str]:
        """Give an id to the chains worth a row: named, or mentioned twice, or speaking."""
        speaking = {id(speaker.chain) for speaker in self._speakers}
        found = {}
        for chain in self._chains.all:
            if chain.names or len(chain.members) > 1 or id(chain) in speaking:
                first = chain.members[0]
                found[id(chain)] = stable_id(self._id, "cluster", *self._span(first), first.kind)
        return found

    def _cluster_id(self, chain: Chain | None) -> str | None:
        return self._cluster_ids.get(id(chain)) if chain else None


def _stretch(spans: tuple[Span, ...]) -> Span | None:
    """Show pieces as one stretch if they stand close together, else the first of them."""
    if not spans:
        return None
    start, end = spans[0][0], spans[-1][1]
    return (start, end) if end - start <= GREATEST_REACH else spans[0]


def _unique(ids: Iterator[str]) -> Iterator[str]:
    """Tell apart attributions that share content and cue, by their order."""
    seen: dict[str, int] = {}
    for found in ids:
        count = seen[found] = seen.get(found, 0) + 1
        yield found if count == 1 else stable_id(found, count)
