-- One row per quote, with its speaker and the document it stands in.
with joint as (
  select quote_id, string_agg(distinct name, '; ' order by name) as others
  from quote_speakers
  join entities using (entity_id)
  join quotes using (quote_id)
  where quote_speakers.role = 'joint'
    and not is_first
    and entity_id is distinct from quotes.speaker_id
  group by quote_id
)
select
  quote_id, -- Stable id of the quote.
  quotes.text, -- What is said, from its first character to its last.
  said, -- The same without what interrupts it; ` … ` stands between the pieces.
  coalesce(speaker_name, speaker_text) as speaker, -- Full name, or the source as written.
  concat_ws('; ', coalesce(speaker_name, speaker_text), others) as speakers, -- All who say it.
  speaker_role, -- Office or role of the speaker in this document.
  speaker_id, -- The speaker's entity, null when the text names none.
  speaker_text, -- The source as written: `He`, `officials`.
  speaker_of, -- Whose an unnamed speaker is: Vladimir Putin for `his administration`.
  speaker_of_id, -- The entity whose an unnamed speaker is, or null.
  candidate_id, -- The entity that an open source may mean: a guess, and no speaker; or null.
  candidate_probability, -- How likely that is, 0 to 1.
  speaker_resolution, -- How the speaker was found: name, title, pronoun, nominal, carried ….
  quote_type, -- direct, indirect or mixed.
  attribution_kind, -- speech or thought.
  cue_text, -- The words that report it, such as `argued`.
  source_kind, -- What speaks: person, group, institution, document or unknown.
  is_anonymous, -- Whether the text keeps the source unnamed.
  stance, -- What the cue does with it: says, denies, refuses, asks, demands, promises ….
  is_statement, -- Whether it is a clause or a quotation, not a bare thing.
  is_negated, -- Whether the source did not say it, or denied it.
  quotes."at" as at, -- When it was said, else when its document was published, in UTC.
  said_at, -- When it was said, if the text tells: its first day, in UTC.
  said_at_precision, -- How exact that is: day, week, month or year.
  said_at_text, -- The words that tell when, such as `on Tuesday`.
  title, -- Headline of the document.
  publisher, -- Who published the document.
  published_at, -- When the document was published, in UTC.
  url, -- Address of the document.
  source_path, -- Path of the document inside its collection.
  collection, -- The name of the folder that was ingested.
  document_id, -- The document it stands in.
  start_char, -- First character in documents.text, from 0.
  end_char, -- One past the last character.
  prefix, -- Up to 60 characters before it.
  suffix, -- Up to 60 characters after it.
  parent_quote_id, -- The quote this one stands in, or null.
  quotes.duplicate_of is not null as is_copy, -- Whether it repeats a quote of a copied document.
  quotes.duplicate_of, -- The quote that it repeats, or null.
  confidence, -- Probability that it is said, by whoever is named, 0 to 1.
from quotes
join documents using (document_id)
left join joint using (quote_id)
