-- One row per speaker: every entity that is quoted. Quotes in copied documents count once.
with spoken as (
  select
    entity_id,
    count(distinct quote_id) as quotes,
    count(distinct quote_id) filter (where quote_type = 'direct') as direct_quotes,
    count(distinct document_id) as documents,
    min(quotes."at") as first_said_at,
    max(quotes."at") as last_said_at,
  from quote_speakers
  join quotes using (quote_id, document_id)
  where entity_id is not null and quotes.duplicate_of is null
  group by entity_id
)
select
  entity_id as speaker_id, -- The speaker's entity.
  name as speaker, -- Canonical name.
  entity_type, -- OntoNotes type: mostly PERSON or ORG.
  role, -- Office or role most often given, null when none is.
  affiliation, -- Organisation or country of that role.
  array_to_string(aliases, '; ') as aliases, -- Other names it goes by.
  quotes, -- Quotes, said alone or with others; copies counted once.
  direct_quotes, -- Those in quotation marks.
  documents, -- Documents with at least one of them.
  first_said_at, -- Earliest quote: when it was said or else published, in UTC.
  last_said_at, -- Latest quote, in UTC.
  mention_count, -- Mentions in all documents.
from spoken
join entities using (entity_id)
