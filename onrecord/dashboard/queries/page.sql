-- One page of the matching quotes, newest first; all of them where the limit is null. What
-- interrupts a quote is left out of its words.
, page as (
  select quote_id, said_or_published_at
  from matching
  order by said_or_published_at desc nulls last, source_path, start_char, quote_id
  limit $limit
  offset $offset
),
said as (
  select quote_id, string_agg(text, ' … ' order by part_index) as words
  from main.quote_spans
  semi join page using (quote_id)
  where part = 'content'
  group by quote_id
)
select
  speaker,
  speaker_role,
  words,
  quote_type,
  attribution_kind,
  is_negated,
  cue_text,
  said_at,
  said_at_precision,
  said_at_text,
  title,
  publisher,
  published_at,
  source_path,
  collection,
  url,
  start_char,
  end_char,
  speaker_text,
  speaker_of,
  speaker_resolution,
  confidence,
  is_copy,
  quote_id,
  document_id,
  speaker_id,
from page
join main.v_quotes using (quote_id)
join said using (quote_id)
order by said_or_published_at desc nulls last, source_path, start_char, quote_id
