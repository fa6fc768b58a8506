-- One row per document that is told in more than one place: each original and its copies.
with involved as (
  select unnest([document_id, duplicate_of]) as document_id
  from documents
  where duplicate_of is not null
)
select
  coalesce(duplicate_of, document_id) as original_id, -- The earliest: the same for all of them.
  document_id, -- The document.
  duplicate_of is not null as is_copy, -- Whether it is a copy, not the original.
  coalesce(duplicate_kind, 'original') as kind, -- original, exact or near.
  coalesce(duplicate_score, 1.0) as score, -- Share of the text in common with the original, 0 to 1.
  title, -- Headline, or null when there is none.
  publisher, -- Who published it, or null when the source does not say.
  published_at, -- When it was published, in UTC.
  url, -- Address given by the source itself.
  source_path, -- Path inside its collection.
  collection, -- The name of the folder that was ingested.
from documents
semi join involved using (document_id)
