-- The quotes that match, newest first, or a page of them; all where the limit is null.
, page as (
  select quote_id
  from matching
  order by "at" desc nulls last, source_path, start_char, quote_id
  limit $limit
  offset $offset
)
select
  speaker,
  text,
  said,
  quote_type,
  said_at,
  published_at,
  publisher,
  title,
  source_path,
  start_char,
  end_char,
  cue_text,
  is_negated,
  speaker_role,
  speaker_text,
  speaker_of,
  speaker_resolution,
  confidence,
  url,
  prefix,
  suffix,
  is_copy,
  quote_id,
  document_id,
  speaker_id,
  parent_quote_id,
  attribution_kind,
  said_at_precision,
  said_at_text,
  collection,
  speaker_of_id,
  duplicate_of,
  speakers,
  "at",
  source_kind,
  is_anonymous,
  stance,
  is_statement,
from page
join main.v_quotes using (quote_id)
order by "at" desc nulls last, source_path, start_char, quote_id
