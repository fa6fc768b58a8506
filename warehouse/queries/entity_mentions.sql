-- The documents that mention an entity, newest first, with the words that do, names first.
with words as (
  select
    document_id,
    text,
    count(*) as times,
    min(start_char) as first_at,
    bool_or(mention_type = 'name') as is_name,
  from main.mentions
  where entity_id = $entity_id
  group by document_id, text
),
mentioned as (
  select
    document_id,
    sum(times)::bigint as mentions,
    list(text order by is_name desc, times desc, first_at) as words,
  from words
  group by document_id
)
select
  published_at,
  title,
  collection,
  source_path,
  mentions,
  words,
  duplicate_of is not null as is_copy,
  document_id,
from mentioned
join main.documents using (document_id)
order by published_at desc nulls last, source_path
limit $limit
