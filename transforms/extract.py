"""Turn a document and its parse into the rows of every table."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from transforms.certainty import certainty
from transforms.chunks import LIMIT, chunks
from transforms.dates_in_text import Told, said_at
from transforms.lexicons import lexicon
from transforms.mentions import Parse, Reference
from transforms.names import keys
from transforms.quote_kinds import is_statement, source_kind, stance
from transforms.quotes import Attribution
from transforms.reading import Reading, Span
from transforms.tables import (
    Chunk,
    Cluster,
    Document,
    Mention,
    Quote,
    QuoteEntity,
    QuoteRole,
    QuoteSpan,
    QuoteSpeaker,
    Role,
)
from transforms.tokens import Tokens

PAUSE = " … "
"""Stands for the words that interrupt a quote."""
CONTEXT = 60
"""Characters kept before and after a quote."""
CONFIDENCE = {"name": 0.9, "title": 0.85, "pronoun": 0.7, "nominal": 0.6}
UNCERTAIN = 0.5
"""Confidence of a mention that no chain with a name holds."""
GREATEST_REACH = 80
"""A cue or a source in pieces is shown as one stretch up to this many characters."""
TELLING_REACH = 12
"""How many tokens after a verb of telling its object is looked for."""
Concern = tuple[int, QuoteRole]
"""The place of a mention among all, and what it is to a quote."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """The rows of one document, each list in reading order."""

    chunks: list[Chunk] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    clusters: list[Cluster] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    quote_spans: list[QuoteSpan] = field(default_factory=list)
    quote_speakers: list[QuoteSpeaker] = field(default_factory=list)
    quote_entities: list[QuoteEntity] = field(default_factory=list)


def extract(
    document: Document, doc: Doc, headings: Sequence[Span], chunk_limit: int = LIMIT
) -> Extracted:
    """Give what a document says as rows; one that is not analysed gives chunks alone."""
    tokens = Tokens(doc, document.text)
    pieces = chunks(document.document_id, tokens, headings, chunk_limit, document.page_starts)
    if not document.is_analysed or not len(doc):
        return Extracted(chunks=list(pieces))
    reading = Reading(document, tokens)
    return Extracted(
        chunks=list(pieces),
        mentions=list(mentions(reading)),
        clusters=list(clusters(reading)),
        roles=list(roles(reading)),
        quotes=list(quotes(reading)),
        quote_spans=list(quote_spans(reading)),
        quote_speakers=list(quote_speakers(reading)),
        quote_entities=list(quote_entities(reading)),
    )


def mentions(reading: Reading) -> Iterator[Mention]:
    """Yield every mention. Only names have an OntoNotes type: the chain tells what others are."""
    document_id = reading.document.document_id
    for mention_id, mention in zip(reading.mention_ids, reading.mentions, strict=True):
        chain, kind = reading.chain(mention), mention.kind
        sure = kind == "name" or (chain and chain.names)
        yield Mention(  # by place: names of arguments cost a quarter of the time
            mention_id,
            document_id,
            mention.sentence,
            mention.label,
            kind,
            mention.text,
            mention.start_char,
            mention.end_char,
            None,
            reading.cluster_id(chain),
            CONFIDENCE[kind] if sure else UNCERTAIN,
        )


def clusters(reading: Reading) -> Iterator[Cluster]:
    """Yield the chains that have a name, several mentions or something to say."""
    for cluster_id, chain in reading.chains():
        name, label = chain.name, chain.label
        has_role = chain.is_person or name is None
        affiliation = chain.affiliation if has_role else chain.larger
        aliases = tuple(n for n in dict.fromkeys(chain.names) if n != name)
        yield Cluster(
            cluster_id=cluster_id,
            document_id=reading.document.document_id,
            label=label,
            name=name,
            role=chain.role if has_role else None,
            affiliation=affiliation,
            aliases=aliases,
            mention_count=len(chain.members),
            entity_id=None,
            **keys(name, label, affiliation, aliases),
        )


def roles(reading: Reading) -> Iterator[Role]:
    """Yield what titles, appositions and predicates say that a named person is, where they do."""
    document_id, parse = reading.document.document_id, reading.parse
    for mention_id, mention in zip(reading.mention_ids, reading.mentions, strict=True):
        chain = reading.chain(mention)
        if not (chain and chain.is_person and chain.names and mention.role in chain.roles):
            continue
        start, end = parse.sentence_span(mention.sentence)
        yield Role(
            mention_id=mention_id,
            document_id=document_id,
            cluster_id=reading.cluster_id(chain),
            entity_id=None,
            role=mention.role,
            affiliation=mention.affiliation,
            start_char=mention.start_char,
            end_char=mention.end_char,
            text=mention.text,
            sentence_start_char=start,
            sentence_end_char=end,
            sentence=reading.text[start:end],
        )


def quotes(reading: Reading) -> Iterator[Quote]:
    """Yield every attribution with who makes it."""
    text, parse = reading.text, reading.parse
    for index, found in enumerate(reading.attributions):
        start, end = found.content[0][0], found.content[-1][1]
        speaker, cue, source = reading.speakers[index], _stretch(found.cue), _stretch(found.source)
        guess = speaker.likeliest
        said = text[slice(*found.said_at_text)] if found.said_at_text else None
        told = _time(reading, found, said) if said else None
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
            speaker_of_cluster_id=reading.cluster_id(speaker.of),
            speaker_of_id=None,
            speaker_of=speaker.of.name if speaker.of else None,
            candidate_cluster_id=reading.cluster_id(guess.chain) if guess else None,
            candidate_id=None,
            candidate_probability=round(guess.probability, 3) if guess else None,
            source_kind=source_kind(parse, found, speaker),
            is_anonymous=reading.unnamed[index],
            stance=stance(parse, found),
            is_statement=is_statement(parse, found),
            is_negated=found.is_negated,
            parent_quote_id=reading.quote_ids[found.parent] if found.parent is not None else None,
            at=told[0] if told else reading.document.published_at,
            said_at=told[0] if told else None,
            said_at_precision=told[1] if told else None,
            said_at_text=said,
            duplicate_of=None,
            confidence=certainty(found.confidence, speaker),
            sentence_index=reading.parse.sentence[reading.parse.tokens(start, end).start],
        )


def _time(reading: Reading, found: Attribution, words: str) -> Told | None:
    """Read when it was said; a cue such as "will say" speaks of a day to come."""
    cue = {reading.parse.lower[at] for span in found.cue for at in reading.parse.tokens(*span)}
    return said_at(words, reading.document.published_at, is_future="will" in cue)


def quote_spans(reading: Reading) -> Iterator[QuoteSpan]:
    """Yield the contiguous pieces of contents, cues and sources."""
    ident, text = reading.document.document_id, reading.text
    for quote_id, found in zip(reading.quote_ids, reading.attributions, strict=True):
        parts = (("content", found.content), ("cue", found.cue), ("speaker", found.source))
        for part, spans in parts:
            for index, (start, end) in enumerate(spans):
                yield QuoteSpan(quote_id, ident, part, index, start, end, text[start:end])


def quote_speakers(reading: Reading) -> Iterator[QuoteSpeaker]:
    """Yield everybody who says each quote; one that nobody known says has no row."""
    document_id = reading.document.document_id
    ids = dict(zip(reading.mentions, reading.mention_ids, strict=True))
    for quote_id, speaker, voices in zip(
        reading.quote_ids, reading.speakers, reading.voices, strict=True
    ):
        for voice in voices:
            if cluster_id := reading.cluster_id(voice.chain):
                yield QuoteSpeaker(
                    quote_id=quote_id,
                    document_id=document_id,
                    cluster_id=cluster_id,
                    entity_id=None,
                    mention_id=ids[voice.mention] if voice.mention else None,
                    role="joint" if len(voices) > 1 else "speaker",
                    is_first=voice.chain is speaker.chain,
                )


def quote_entities(reading: Reading) -> Iterator[QuoteEntity]:
    """Yield whom each quote is about, and to whom it is said; what is of the speakers is told."""
    document_id, named = reading.document.document_id, _Named(reading)
    for quote_id, found, voices in zip(
        reading.quote_ids, reading.attributions, reading.voices, strict=True
    ):
        concerns = dict(_addressees(reading.parse, found, named))
        concerns |= dict(_subjects(reading.parse, found, named))
        own = {voice.chain for voice in voices}
        for place, concern in concerns.items():
            is_own = concern == "about" and reading.chain(reading.mentions[place]) in own
            role: QuoteRole = "self" if is_own else concern
            yield QuoteEntity(quote_id, document_id, None, reading.mention_ids[place], role)


class _Named:
    """The mentions of what has a name, each with its place among all; found by first token."""

    def __init__(self, reading: Reading) -> None:
        self._all = [
            (place, mention)
            for place, mention in enumerate(reading.mentions)
            if (chain := reading.chain(mention)) and chain.names
        ]
        self._starts = [mention.start for _, mention in self._all]

    def between(self, start: int, end: int) -> list[tuple[int, Reference]]:
        """List those that begin in a range of tokens."""
        first = bisect_left(self._starts, start)
        return self._all[first : bisect_left(self._starts, end, first)]


def _addressees(parse: Parse, found: Attribution, named: _Named) -> Iterator[Concern]:
    """Yield the objects of a verb of telling: "told reporters"."""
    if found.cue_lemma not in lexicon("addresses"):
        return
    cues = {token for span in found.cue for token in parse.tokens(*span)}
    first = min(cues, default=len(parse))
    for place, mention in named.between(first, first + TELLING_REACH):
        told = parse.deps[mention.head] in {"dobj", "dative"}
        if told and parse.heads[mention.head] in cues:
            yield place, "addressee"


def _subjects(parse: Parse, found: Attribution, named: _Named) -> Iterator[Concern]:
    """Yield the mentions inside of a content."""
    for start, end in found.content:
        tokens = parse.tokens(start, end)
        for place, mention in named.between(tokens.start, tokens.stop):
            if mention.end_char <= end:
                yield place, "about"


def _stretch(spans: tuple[Span, ...]) -> Span | None:
    """Show pieces as one stretch if they stand close together, else the first of them."""
    if not spans:
        return None
    start, end = spans[0][0], spans[-1][1]
    return (start, end) if end - start <= GREATEST_REACH else spans[0]
