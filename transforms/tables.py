"""Hold every table's row type: the one place where a column and its description are written.

Arrow schemas, DuckDB tables, their comments and docs/tables.md are derived from these classes.
"""

from __future__ import annotations

from dataclasses import Field, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, TypeVar, dataclass_transform

T = TypeVar("T")

MentionType = Literal["name", "title", "nominal", "pronoun"]
QuoteType = Literal["direct", "indirect", "mixed"]
AttributionKind = Literal["speech", "thought"]
Resolution = Literal[
    "name", "title", "pronoun", "nominal", "carried", "collective", "anonymous", "unresolved"
]
SpeakerRole = Literal["speaker", "joint"]
QuoteRole = Literal["about", "addressee", "self"]
SourceKind = Literal["unknown", "person", "group", "institution", "document"]
Stance = Literal[
    "says", "denies", "refuses", "asks", "demands", "promises", "accuses", "warns", "praises",
    "criticises", "doubts", "fears", "admits", "agrees", "apologises", "thinks", "wants",
    "predicts",
]  # fmt: skip
RejectStage = Literal["discover", "read", "normalise", "analyse"]
RunStatus = Literal["running", "published", "unchanged", "failed", "interrupted"]
"""Enumerations: columns of these types hold one of these words and nothing else."""


class Row:
    """One row of a table. Subclasses are marked as `row`; their fields are `Annotated`."""

    __slots__ = ()
    if TYPE_CHECKING:
        __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


@dataclass_transform(frozen_default=True)
def row(kind: type[T]) -> type[T]:
    """Make a class of rows a dataclass that nobody changes.

    Mypy sees to that: frozen at run time, a row takes three times as long to make.
    """
    return dataclass(slots=True, unsafe_hash=True)(kind)


@row
class Document(Row):
    """One row per document in its current version."""

    document_id: Annotated[str, "Stable hash of the collection and the path inside it."]
    version: Annotated[int, "Counts the versions of this document seen so far, from 1."]
    source_uri: Annotated[str, "Where the document was read, as a URI."]
    source_path: Annotated[str, "Path inside its collection; `a.jsonl!7` inside a container."]
    source_file: Annotated[str, "The file that holds it: source_path without the member."]
    collection: Annotated[str, "The name of the folder that was ingested."]
    mime_type: Annotated[str, "Media type the reader took it for."]
    reader: Annotated[str, "The reader that turned its bytes into text."]
    encoding: Annotated[str, "Character encoding the bytes were decoded with."]
    content_hash: Annotated[str, "Hash of the bytes, or of the record, it was read from."]
    text_hash: Annotated[str, "Hash of the normalised text."]
    title: Annotated[str | None, "Headline, or null when there is none."]
    authors: Annotated[tuple[str, ...], "Authors as the source names them."]
    recipients: Annotated[tuple[str, ...], "To whom a mail was sent, copies included."]
    publisher: Annotated[str | None, "Who published it, or null when the source does not say."]
    url: Annotated[str | None, "Address given by the source itself."]
    language: Annotated[str | None, "ISO 639-1 code of the language, null when undecided."]
    language_confidence: Annotated[float | None, "Probability of that language, 0 to 1."]
    is_analysed: Annotated[bool, "Whether the pipeline speaks its language and read it."]
    published_at: Annotated[datetime | None, "When it was published, in UTC."]
    published_precision: Annotated[str | None, "second, day, month or year."]
    published_source: Annotated[str | None, "meta, jsonld, feed, mail, url, text, file or crawl."]
    modified_at: Annotated[datetime | None, "When the source says it was last changed, in UTC."]
    headings: Annotated[tuple[str, ...], "The headings in the text, in order, each a paragraph."]
    page_starts: Annotated[
        tuple[int, ...], "First character of each page, from page 1; empty without pages."
    ]
    aside_spans: Annotated[
        tuple[int, ...],
        "Where a mail repeats others or signs: first character and one past the last, in turn. No "
        "quotes are taken from there.",
    ]
    text: Annotated[str, "The normalised text; every offset counts its code points."]
    char_count: Annotated[int, "Length of the text in code points."]
    word_count: Annotated[int, "Number of words in the text."]
    duplicate_of: Annotated[str | None, "Document of which this one is a copy, or null."]
    duplicate_kind: Annotated[str | None, "exact or near; null when it is no copy."]
    duplicate_score: Annotated[
        float | None, "Share of the text in common with that document, 0 to 1."
    ]
    ingested_at: Annotated[datetime, "When this version was read, in UTC."]
    run_id: Annotated[str, "The run that read it."]
    fingerprint: Annotated[
        str,
        "Hash of the model, weights, code and settings of all its rows; ends in `-failed` where "
        "the analysis was given up.",
    ]


@row
class Chunk(Row):
    """One row per piece of a document that search returns as a unit."""

    chunk_id: Annotated[str, "Stable hash of the document and the span."]
    document_id: Annotated[str, "The document it is cut from."]
    chunk_index: Annotated[int, "Position among the chunks of its document, from 0."]
    start_char: Annotated[int, "First character, counted in code points of documents.text."]
    end_char: Annotated[int, "One past the last character."]
    text: Annotated[str, "The words of the chunk."]
    token_count: Annotated[int, "Number of tokens, counted by the pipeline."]
    heading: Annotated[
        str | None, "The nearest heading above, 300 characters of it, or null when there is none."
    ]
    first_page: Annotated[int | None, "Page on which it begins, from 1; null without pages."]
    last_page: Annotated[int | None, "Page on which it ends."]


@row
class Mention(Row):
    """One row per place where a document names or refers to something."""

    mention_id: Annotated[str, "Stable hash of the document, the span and the mention type."]
    document_id: Annotated[str, "The document it stands in."]
    sentence_index: Annotated[int, "Sentence of the document, from 0."]
    label: Annotated[
        str,
        "OntoNotes type of a name (PERSON, ORG, GPE, DATE …); TITLE, NOMINAL or PRONOUN of others, "
        "whose type is that of their cluster.",
    ]
    mention_type: Annotated[MentionType, "What sort of words it is."]
    text: Annotated[str, "The words of the mention."]
    start_char: Annotated[int, "First character, counted in code points of documents.text."]
    end_char: Annotated[int, "One past the last character."]
    entity_id: Annotated[str | None, "The entity it refers to, or null when it has none."]
    cluster_id: Annotated[str | None, "Coreference chain in the document, or null."]
    confidence: Annotated[float, "How sure the mention and its chain are, 0 to 1."]


@row
class Cluster(Row):
    """One row per coreference chain of a document: a thing it speaks of, with all its mentions."""

    cluster_id: Annotated[str, "Stable hash of the document and the chain's first mention."]
    document_id: Annotated[str, "The document it belongs to."]
    label: Annotated[str, "OntoNotes type that the chain's evidence supports, or PEOPLE."]
    name: Annotated[str | None, "The fullest name in the chain; null for an unnamed one."]
    name_key: Annotated[str | None, "Folded form of the name: equal keys are equal names."]
    block_key: Annotated[str | None, "Coarse key shared by all names that may be one thing."]
    given_keys: Annotated[tuple[str, ...], "Given names of a person as they sound, else none."]
    first_keys: Annotated[tuple[str, ...], "What the first of them may stand for: bill, william."]
    alias_keys: Annotated[tuple[str, ...], "Folded forms of the other names in the chain."]
    context_keys: Annotated[tuple[str, ...], "Folded names of where it belongs: body, place."]
    family_key: Annotated[str | None, "Folded family name of a person, else null."]
    role: Annotated[str | None, "Office or role the document gives, such as `foreign minister`."]
    affiliation: Annotated[
        str | None, "Organisation or country of that role, as written; of a place where it lies."
    ]
    aliases: Annotated[tuple[str, ...], "Other names in the chain."]
    mention_count: Annotated[int, "Number of mentions in the chain."]
    entity_id: Annotated[str | None, "The entity it was resolved to, null for an unnamed one."]


@row
class Role(Row):
    """One row per place where a document says what a named person is: the evidence of a role."""

    mention_id: Annotated[str, "The title or nominal that says it."]
    document_id: Annotated[str, "The document it stands in."]
    cluster_id: Annotated[str | None, "Coreference chain of the person."]
    entity_id: Annotated[str | None, "The person, null until it is resolved."]
    role: Annotated[str, "Office or role, such as `foreign minister`."]
    affiliation: Annotated[str | None, "Organisation or country of that role, as written."]
    start_char: Annotated[int, "First character, counted in code points of documents.text."]
    end_char: Annotated[int, "One past the last character."]
    text: Annotated[str, "The words that say it."]
    sentence_start_char: Annotated[int, "First character of their sentence."]
    sentence_end_char: Annotated[int, "One past the last character of their sentence."]
    sentence: Annotated[str, "Their sentence."]


@row
class Entity(Row):
    """One row per person, organisation, place or other named thing across all documents."""

    entity_id: Annotated[str, "Stable hash of the type and the name's key, or that of a split."]
    name: Annotated[
        str, "Canonical name: a person's choice, the usual one, else the one most used."
    ]
    entity_type: Annotated[str, "OntoNotes type: PERSON, ORG, GPE, LOC, FAC, NORP, EVENT …"]
    aliases: Annotated[tuple[str, ...], "Other names it goes by."]
    role: Annotated[str | None, "Office or role most often given, null when none is."]
    affiliation: Annotated[str | None, "Organisation or country of that role."]
    wikidata_id: Annotated[str | None, "Wikidata item, null when it is not linked."]
    link_confidence: Annotated[float | None, "How sure that link is, 0 to 1; null without one."]
    country_code: Annotated[
        str | None,
        "ISO 3166-1 alpha-2 code: of a place where it lies, of a people whose it is, of others "
        "where they belong; null when unknown.",
    ]
    mention_count: Annotated[int, "Mentions in all documents."]
    document_count: Annotated[int, "Documents with at least one mention."]
    first_seen_at: Annotated[datetime | None, "Earliest dated document that mentions it."]
    last_seen_at: Annotated[datetime | None, "Latest dated document that mentions it."]
    is_curated: Annotated[bool, "Whether a person has corrected it."]


@row
class EntityLink(Row):
    """One row per entity and known thing that it may be, or whose people it names."""

    entity_id: Annotated[str, "The entity."]
    item_id: Annotated[str, "The known thing: its Wikidata item, its code, or an id of its list."]
    relation: Annotated[str, "`is`, or `people of` for the country of a people: Russian, Russia."]
    name: Annotated[str, "Name of the known thing."]
    wikidata_id: Annotated[str | None, "Its Wikidata item, null when the list tells none."]
    country_code: Annotated[str | None, "Its country, ISO 3166-1 alpha-2; null when none."]
    confidence: Annotated[float, "How sure the link is, 0 to 1."]
    source: Annotated[str, "The list that knows it: territories, cities, bodies, peoples, own."]
    is_chosen: Annotated[bool, "Whether the entity bears this link."]


@row
class KnownName(Row):
    """One name of a known thing, such as a country, a city or an international body.

    No table of the warehouse: these rows are handed over to its resolution.
    """

    label: Annotated[str, "OntoNotes type."]
    name_key: Annotated[str, "Folded form of the name."]
    item_id: Annotated[str, "The thing: its Wikidata item, its code, or an id of its list."]
    name: Annotated[str, "Usual name of the thing."]
    wikidata_id: Annotated[str | None, "Its Wikidata item."]
    country_code: Annotated[str | None, "Its country, ISO 3166-1 alpha-2."]
    region: Annotated[str | None, "The part of that country it lies in, ISO 3166-2."]
    weight: Annotated[float, "How well-known it is among its namesakes; a city's population."]
    confidence: Annotated[float, "How sure a text that has the name means this or a namesake."]
    source: Annotated[str, "The list that knows it."]


@row
class Quote(Row):
    """One row per attribution: somebody says or thinks something in a document."""

    quote_id: Annotated[str, "Stable hash of the document and the spans of content and cue."]
    document_id: Annotated[str, "The document it stands in."]
    quote_type: Annotated[
        QuoteType, "Whether quotation marks stand around all of the content, none of it or a part."
    ]
    attribution_kind: Annotated[
        AttributionKind, "Whether the cue tells what is said, or what is thought or wanted."
    ]
    text: Annotated[str, "What is said, from its first character to its last."]
    said: Annotated[str, "The same without what interrupts it; ` … ` stands between the pieces."]
    start_char: Annotated[int, "First character of the content."]
    end_char: Annotated[int, "One past the last character of the content."]
    prefix: Annotated[str, "Up to 60 characters before the content, for finding it again."]
    suffix: Annotated[str, "Up to 60 characters after the content."]
    cue_text: Annotated[str | None, "The words that report it, such as `argued`; null if none."]
    cue_lemma: Annotated[str | None, "Lemma of the cue's head, null if there is no cue."]
    cue_start_char: Annotated[int | None, "First character of the cue."]
    cue_end_char: Annotated[int | None, "One past the last character of the cue."]
    speaker_text: Annotated[str | None, "The source as written: `He`, `officials`; null if none."]
    speaker_start_char: Annotated[int | None, "First character of the source."]
    speaker_end_char: Annotated[int | None, "One past the last character of the source."]
    speaker_resolution: Annotated[
        Resolution, "How the speaker was found; carried on from a quote before, or unresolved."
    ]
    speaker_cluster_id: Annotated[str | None, "Coreference chain of the speaker, or null."]
    speaker_id: Annotated[str | None, "The speaker's entity, null when the text names none."]
    speaker_name: Annotated[str | None, "Full name of the speaker, null when none is named."]
    speaker_role: Annotated[str | None, "Office or role of the speaker in this document."]
    speaker_of_cluster_id: Annotated[
        str | None, "Coreference chain of whose an unnamed speaker is, or null."
    ]
    speaker_of_id: Annotated[str | None, "The entity whose an unnamed speaker is, or null."]
    speaker_of: Annotated[
        str | None, "Its name: Vladimir Putin for `his administration`; null if nobody's."
    ]
    candidate_cluster_id: Annotated[
        str | None, "Coreference chain of who is likeliest meant by a source that stays open."
    ]
    candidate_id: Annotated[
        str | None, "The entity that an open source may mean: a guess, and no speaker; or null."
    ]
    candidate_probability: Annotated[
        float | None, "How likely that is, 0 to 1; null where no guess is made."
    ]
    source_kind: Annotated[
        SourceKind, "What speaks: a person, a group of people, a body or place, or what is written."
    ]
    is_anonymous: Annotated[
        bool,
        "Whether the text keeps the source unnamed: who asks for it, `a source`, `a senior "
        "official`, `two residents`; not bodies, public groups, or whoever speaks for an office.",
    ]
    stance: Annotated[Stance, "What the cue does with it, be it negated or not."]
    is_statement: Annotated[bool, "Whether it is a clause or a quotation, not a bare thing."]
    is_negated: Annotated[bool, "Whether the source did not say it, or denied it."]
    parent_quote_id: Annotated[str | None, "The quote this one stands in, or null."]
    at: Annotated[
        datetime | None, "When it was said, else when its document was published, in UTC."
    ]
    said_at: Annotated[
        datetime | None, "When it was said, if the text tells: its first day, in UTC."
    ]
    said_at_precision: Annotated[str | None, "How exact that is: day, week, month or year."]
    said_at_text: Annotated[str | None, "The words that tell when, such as `on Tuesday`."]
    duplicate_of: Annotated[str | None, "The same quote in the document this one copies."]
    confidence: Annotated[float, "Probability that it is said, by whoever is named, 0 to 1."]
    sentence_index: Annotated[int, "Sentence in which the content begins, from 0."]


@row
class QuoteSpan(Row):
    """One row per contiguous piece of a quote: contents, cues and sources may be interrupted."""

    quote_id: Annotated[str, "The quote it belongs to."]
    document_id: Annotated[str, "The document it stands in."]
    part: Annotated[str, "content, cue or speaker."]
    part_index: Annotated[int, "Position among the pieces of that part, from 0."]
    start_char: Annotated[int, "First character, counted in code points of documents.text."]
    end_char: Annotated[int, "One past the last character."]
    text: Annotated[str, "The words of the piece."]


@row
class QuoteSpeaker(Row):
    """One row per speaker of a quote: several where "A and B said" it, or B joined in."""

    quote_id: Annotated[str, "The quote."]
    document_id: Annotated[str, "The document it stands in."]
    cluster_id: Annotated[str, "Coreference chain of the speaker."]
    entity_id: Annotated[str | None, "The speaker's entity, null when the text names none."]
    mention_id: Annotated[
        str | None, "The mention that is the source; null where it is carried on or understood."
    ]
    role: Annotated[SpeakerRole, "speaker who says it alone, joint who says it with others."]
    is_first: Annotated[bool, "Whether it is the one whom quotes.speaker_id means."]


@row
class QuoteEntity(Row):
    """One row per mention inside the content of a quote: about whom it is."""

    quote_id: Annotated[str, "The quote."]
    document_id: Annotated[str, "The document it stands in."]
    entity_id: Annotated[str | None, "The entity spoken of; null until it is resolved."]
    mention_id: Annotated[str, "The mention inside the content."]
    role: Annotated[
        QuoteRole,
        "about, addressee, or self for the speakers in their own words: I, we, or by name.",
    ]


@row
class DocumentVersion(Row):
    """One row per version of a document, its removal included."""

    document_id: Annotated[str, "The document."]
    version: Annotated[int, "Counts from 1."]
    collection: Annotated[str, "The name of the folder that was ingested."]
    source_path: Annotated[str, "Path inside its collection."]
    content_hash: Annotated[str | None, "Hash of what was read; null for a removal."]
    text_hash: Annotated[str | None, "Hash of the normalised text; null for a removal."]
    title: Annotated[str | None, "Headline of this version."]
    char_count: Annotated[int | None, "Length of the text; null for a removal."]
    quote_count: Annotated[int | None, "Quotes found in this version; null for a removal."]
    is_analysed: Annotated[bool | None, "Whether quotes were looked for in it; null for a removal."]
    fingerprint: Annotated[
        str | None,
        "What made its rows, as in documents; an earlier version keeps what it last had. Null for "
        "a removal.",
    ]
    text: Annotated[
        str | None,
        "The text of an earlier version; null for the current one, which is in documents, and for "
        "a removal.",
    ]
    seen_at: Annotated[datetime, "When this version was first seen, in UTC."]
    run_id: Annotated[str, "The run that saw it."]
    is_current: Annotated[bool, "Whether the tables show this version."]
    is_removed: Annotated[bool, "Whether this is the tombstone of a document that is gone."]


@row
class EarlierQuote(Row):
    """One row per quote of an earlier version of a document, as it was found there."""

    quote_id: Annotated[str, "Stable hash of the document and the spans of content and cue."]
    document_id: Annotated[str, "The document it stood in."]
    version: Annotated[int, "The version it stood in; its text is in document_versions."]
    quote_type: Annotated[
        QuoteType, "Whether quotation marks stand around all of the content, none of it or a part."
    ]
    attribution_kind: Annotated[
        AttributionKind, "Whether the cue tells what is said, or what is thought or wanted."
    ]
    speaker: Annotated[str | None, "Who said it, as that version named them; null if it did not."]
    cue_text: Annotated[str | None, "The words that report it; null if none."]
    is_negated: Annotated[bool, "Whether the source did not say it, or denied it."]
    text: Annotated[str, "What is said, from its first character to its last."]
    said: Annotated[str, "The same without what interrupts it."]
    start_char: Annotated[int, "First character, counted in code points of that version's text."]
    end_char: Annotated[int, "One past the last character."]


@row
class Reject(Row):
    """One row per thing that could not be read or went over a limit."""

    reject_id: Annotated[str, "Stable hash of the collection, the path, the stage and the error."]
    collection: Annotated[str, "The name of the folder that was ingested."]
    source_path: Annotated[str, "Path inside its collection; `a.jsonl!7` inside a container."]
    source_file: Annotated[str, "The file that holds it: source_path without the member."]
    stage: Annotated[RejectStage, "Where it failed."]
    error_type: Annotated[str, "Short name of the reason, such as `too_large` or `not_text`."]
    reason: Annotated[str, "What went wrong, with the value, in a sentence."]
    remedy: Annotated[str, "What to do about it."]
    attempts: Annotated[int, "How often it was tried."]
    first_seen_at: Annotated[datetime, "When it first failed, in UTC."]
    last_seen_at: Annotated[datetime, "When it last failed, in UTC."]
    is_resolved: Annotated[bool, "Whether it has been read since, or is gone."]


@row
class Run(Row):
    """One row per run of the pipeline."""

    run_id: Annotated[str, "Name of the run: when it began, which process it was, and its number."]
    run_number: Annotated[int, "Its place among the runs of the data folder, counted from 1."]
    started_at: Annotated[datetime, "When it began, in UTC."]
    finished_at: Annotated[datetime | None, "When it ended; null while it is under way."]
    status: Annotated[RunStatus, "How it ended, if it has."]
    trigger: Annotated[str, "direct, flow, schedule, retry, correction or rebuild."]
    seen: Annotated[int, "Source files found."]
    new: Annotated[int, "Documents that were not known."]
    changed: Annotated[int, "Documents whose content changed, or whose rows were made anew."]
    unchanged: Annotated[int, "Documents left as they were."]
    removed: Annotated[int, "Documents that are gone."]
    rejected: Annotated[int, "Rejects of this run."]
    words: Annotated[int, "Words analysed."]
    seconds: Annotated[float | None, "Wall-clock seconds; null while it is under way."]
    fingerprint: Annotated[str, "Hash of the model, weights, code and settings it used."]
    settings: Annotated[str, "The settings that went into the fingerprint, as JSON."]


@row
class Check(Row):
    """One row per check and run: a claim about the tables and whether it held."""

    run_id: Annotated[str, "The run that made it."]
    name: Annotated[str, "The claim, as the check's file is called."]
    severity: Annotated[str, "error stops the publication, warning does not."]
    is_passed: Annotated[bool, "Whether no counterexample was found."]
    observed: Annotated[int, "Number of counterexamples."]


@row
class Override(Row):
    """One row per correction that a person made, in the order of the log, and what became of it."""

    override_id: Annotated[str, "Name of the correction, by which it can be undone."]
    line: Annotated[int, "Line of overrides.csv on which it begins, from 1."]
    action: Annotated[str, "merge, split, rename, retype, ignore, link or undo."]
    entity_id: Annotated[str | None, "The entity it is about, as its id was then."]
    name: Annotated[
        str | None, "The name of that entity then: it is found by it if the id is gone."
    ]
    entity_type: Annotated[str | None, "The type of that entity then."]
    value: Annotated[
        str | None,
        "The new name, type or Wikidata item; what is split off; the correction that is undone.",
    ]
    target_id: Annotated[str | None, "The entity it is merged into, or that a split makes."]
    target_name: Annotated[str | None, "The name of that entity."]
    target_type: Annotated[str | None, "The type of that entity."]
    made_by: Annotated[str | None, "Who made it."]
    made_at: Annotated[datetime | None, "When it was made, in UTC; null if that cannot be read."]
    why: Annotated[str | None, "Why, in the words of who made it."]
    state: Annotated[str, "applied, undone, conflict or malformed."]
    reason: Annotated[str | None, "Why it is not applied, and what to do; null if it is."]
    entity_ids: Annotated[tuple[str, ...], "The entities of today that it bears on."]


EXTRACTED: dict[str, type[Row]] = {
    "documents": Document,
    "chunks": Chunk,
    "mentions": Mention,
    "clusters": Cluster,
    "roles": Role,
    "quotes": Quote,
    "quote_spans": QuoteSpan,
    "quote_speakers": QuoteSpeaker,
    "quote_entities": QuoteEntity,
    "rejects": Reject,
}
"""Tables that an extracted batch writes to the lake."""

TABLES: dict[str, type[Row]] = EXTRACTED | {
    "entities": Entity,
    "entity_links": EntityLink,
    "overrides": Override,
    "document_versions": DocumentVersion,
    "earlier_quotes": EarlierQuote,
    "runs": Run,
    "checks": Check,
}
"""Every table of the warehouse."""
