-- One row per document: where it comes from, when it was published and what was found in it.
with quoted as (
  select document_id, count(*) as quotes
  from quotes
  group by document_id
),
speaking as (
  select document_id, count(distinct entity_id) as speakers
  from quote_speakers
  group by document_id
),
mentioned as (
  select
    document_id,
    count(*) as mentions,
    count(distinct entity_id) as entities,
  from mentions
  group by document_id
)
select
  document_id, -- Stable id of the document.
  title, -- Headline, or null when there is none.
  array_to_string(authors, '; ') as authors, -- Authors as the source names them.
  array_to_string(recipients, '; ') as recipients, -- To whom a mail was sent, copies included.
  publisher, -- Who published it, or null when the source does not say.
  published_at, -- When it was published, in UTC.
  published_precision, -- How exact that is: second, day, month or year.
  published_source, -- Where the date was found: meta, jsonld, feed, mail, url, text, file or crawl.
  url, -- Address given by the source itself.
  source_path, -- Path inside its collection.
  collection, -- The name of the folder that was ingested.
  language, -- ISO 639-1 code of the language, null when undecided.
  is_analysed, -- Whether the pipeline speaks its language and read it.
  nullif(len(page_starts), 0) as pages, -- Number of its pages, null where the source has none.
  mime_type, -- Media type the reader took it for.
  word_count, -- Number of words in the text.
  coalesce(quotes, 0) as quotes, -- Quotes found in it.
  coalesce(speakers, 0) as speakers, -- Different named speakers of those quotes.
  coalesce(mentions, 0) as mentions, -- Mentions found in it.
  coalesce(entities, 0) as entities, -- Different entities mentioned.
  duplicate_of is not null as is_copy, -- Whether it is a copy of another document.
  duplicate_of, -- The document it is a copy of, or null.
  duplicate_kind, -- exact or near; null when it is no copy.
  version, -- Counts the versions of this document seen so far, from 1.
  ingested_at, -- When this version was read, in UTC.
  text, -- The normalised text; offsets count its code points from 0.
from documents
left join quoted using (document_id)
left join speaking using (document_id)
left join mentioned using (document_id)
