"""Turn a document and its parse into the rows of every table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from transforms.chunks import LIMIT, chunks
from transforms.dates_in_text import said_at
from transforms.entities import family_key, name_key
from transforms.lexicons import function_words
from transforms.mentions import Reference
from transforms.quotes import Attribution
from transforms.reading import Reading, Span
from transforms.tables import Chunk, Cluster, Document, Mention, Quote, QuoteEntity, QuoteSpan

PAUSE = " … "
"""Stands for the words that interrupt a quote."""
CONTEXT = 60
"""Characters kept before and after a quote."""
CONFIDENCE = {"name": 0.9, "title": 0.85, "pronoun": 0.7, "nominal": 0.6}
UNCERTAIN = 0.5
"""Confidence of a mention that no chain with a name holds."""
GREATEST_REACH = 80
"""A cue or a source in pieces is shown as one stretch up to this many characters."""
TELLING = frozenset(function_words("telling"))
TELLING_REACH = 12
"""How many tokens after a verb of telling its object is looked for."""
Concern = tuple[Reference, str]


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
    pieces = chunks(document.document_id, doc, headings, chunk_limit, document.text)
    if not document.is_analysed or not len(doc):
        return Extracted(chunks=list(pieces))
    reading = Reading(document, doc)
    return Extracted(
        chunks=list(pieces),
        mentions=list(mentions(reading)),
        clusters=list(clusters(reading)),
        quotes=list(quotes(reading)),
        quote_spans=list(quote_spans(reading)),
        quote_entities=list(quote_entities(reading)),
    )


def mentions(reading: Reading) -> Iterator[Mention]:
    """Yield every mention. Only names have an OntoNotes type: the chain tells what others are."""
    for mention in reading.mentions:
        start, end = reading.span(mention)
        chain = reading.chain(mention)
        sure = mention.kind == "name" or (chain is not None and bool(chain.names))
        yield Mention(
            mention_id=reading.mention_id(mention),
            document_id=reading.document.document_id,
            sentence_index=mention.sentence,
            label=mention.label,
            mention_type=mention.kind,
            text=reading.text[start:end],
            start_char=start,
            end_char=end,
            entity_id=None,
            cluster_id=reading.cluster_id(chain),
            confidence=CONFIDENCE[mention.kind] if sure else UNCERTAIN,
        )


def clusters(reading: Reading) -> Iterator[Cluster]:
    """Yield the chains that have a name, several mentions or something to say."""
    for cluster_id, chain in reading.chains():
        name = chain.name
        has_role = chain.is_person or name is None
        yield Cluster(
            cluster_id=cluster_id,
            document_id=reading.document.document_id,
            label=chain.label,
            name=name,
            name_key=name_key(name, chain.label) if name else None,
            family_key=family_key(name, chain.label) if name else None,
            role=chain.role if has_role else None,
            affiliation=chain.affiliation if has_role else None,
            aliases=tuple(n for n in dict.fromkeys(chain.names) if n != name),
            mention_count=len(chain.members),
            entity_id=None,
        )


def quotes(reading: Reading) -> Iterator[Quote]:
    """Yield every attribution with who makes it."""
    text = reading.text
    for index, found in enumerate(reading.attributions):
        start, end = found.content[0][0], found.content[-1][1]
        speaker, cue, source = reading.speakers[index], _stretch(found.cue), _stretch(found.source)
        said = text[slice(*found.said_at_text)] if found.said_at_text else None
        yield Quote(
            quote_id=reading.quote_ids[index],
            document_id=reading.document.document_id,
            quote_type=found.quote_type,
            attribution_kind=found.attribution_kind,
            text=text[start:end],
            said=PAUSE.join(text[slice(*piece)] for piece in found.content),
            start_char=start,
            end_char=end,
            prefix=text[max(0, start - CONTEXT) : start],
            suffix=text[end : end + CONTEXT],
            cue_text=text[slice(*cue)] if cue else None,
            cue_lemma=found.cue_lemma,
            cue_start_char=cue[0] if cue else None,
            cue_end_char=cue[1] if cue else None,
            speaker_text=text[slice(*source)] if source else None,
            speaker_start_char=source[0] if source else None,
            speaker_end_char=source[1] if source else None,
            speaker_resolution=speaker.resolution,
            speaker_cluster_id=reading.cluster_id(speaker.chain),
            speaker_id=None,
            speaker_name=speaker.name,
            speaker_role=speaker.role,
            is_negated=found.is_negated,
            parent_quote_id=reading.quote_ids[found.parent] if found.parent is not None else None,
            said_at=said_at(said, reading.document.published_at) if said else None,
            said_at_text=said,
            duplicate_of=None,
            confidence=found.confidence,
            sentence_index=reading.parse.sentence[reading.parse.tokens(start, end).start],
        )


def quote_spans(reading: Reading) -> Iterator[QuoteSpan]:
    """Yield the contiguous pieces of contents, cues and sources."""
    ident, text = reading.document.document_id, reading.text
    for quote_id, found in zip(reading.quote_ids, reading.attributions, strict=True):
        parts = (("content", found.content), ("cue", found.cue), ("speaker", found.source))
        for part, spans in parts:
            for index, (start, end) in enumerate(spans):
                yield QuoteSpan(quote_id, ident, part, index, start, end, text[start:end])


def quote_entities(reading: Reading) -> Iterator[QuoteEntity]:
    """Yield whom each quote is about, and to whom it is said."""
    starts: dict[int, list[Reference]] = {}
    for mention in reading.mentions:
        chain = reading.chain(mention)
        if chain and chain.names:
            starts.setdefault(mention.start, []).append(mention)
    for quote_id, found in zip(reading.quote_ids, reading.attributions, strict=True):
        concerns = dict(_addressees(reading, found, starts)) | dict(
            _subjects(reading, found, starts)
        )
        for mention, role in concerns.items():
            ident = reading.mention_id(mention)
            yield QuoteEntity(quote_id, reading.document.document_id, None, ident, role)


def _addressees(
    reading: Reading, found: Attribution, starts: dict[int, list[Reference]]
) -> Iterator[Concern]:
    """Yield the objects of a verb of telling: "told reporters"."""
    parse = reading.parse
    cues = {token for span in found.cue for token in parse.tokens(*span)}
    if found.cue_lemma not in TELLING or not cues:
        return
    first = min(cues)
    for token in range(first, min(first + TELLING_REACH, len(parse))):
        for mention in starts.get(token, ()):
            told = parse.deps[mention.head] in {"dobj", "dative"}
            if told and parse.heads[mention.head] in cues:
                yield mention, "addressee"


def _subjects(
    reading: Reading, found: Attribution, starts: dict[int, list[Reference]]
) -> Iterator[Concern]:
    """Yield the mentions inside of a content."""
    for span in found.content:
        for token in reading.parse.tokens(*span):
            for mention in starts.get(token, ()):
                if reading.span(mention)[1] <= span[1]:
                    yield mention, "about"


def _stretch(spans: tuple[Span, ...]) -> Span | None:
    """Show pieces as one stretch if they stand close together, else the first of them."""
    if not spans:
        return None
    start, end = spans[0][0], spans[-1][1]
    return (start, end) if end - start <= GREATEST_REACH else spans[0]
