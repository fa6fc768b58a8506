-- The quotes of some documents in reading order, each with the pieces of its parts.
with pieces as (
  select
    quote_id,
    part,
    list([start_char, end_char] order by part_index) as spans,
  from main.quote_spans
  where document_id in (select unnest($documents))
  group by all
),
parts as (
  select
    quote_id,
    any_value(spans) filter (part = 'content') as content,
    any_value(spans) filter (part = 'speaker') as source,
    any_value(spans) filter (part = 'cue') as cue,
  from pieces
  group by all
)
select
  document_id,
  quote_type,
  speaker_name,
  confidence,
  content,
  source,
  cue,
from main.quotes
join parts using (quote_id)
where document_id in (select unnest($documents))
order by document_id, start_char, end_char, quote_id
