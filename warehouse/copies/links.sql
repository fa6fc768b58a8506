-- Pairs of texts that are near copies, the earlier first, in the order of the later.
with texts as (
  select unnest([one_hash, other_hash]) as text_hash
  from internal.compared
  where similarity is not null
),
ordered as (
  select
    text_hash,
    row_number() over (
      order by published_at nulls last, source_path, collection, document_id
    ) as place,
  from main.documents
  semi join texts using (text_hash)
),
earliest as (
  select text_hash, min(place) as place
  from ordered
  group by text_hash
)
select
  if(one.place < other.place, one_hash, other_hash) as earlier,
  if(one.place < other.place, other_hash, one_hash) as later,
  similarity,
from internal.compared
join earliest as one on one.text_hash = one_hash
join earliest as other on other.text_hash = other_hash
where similarity is not null
order by greatest(one.place, other.place), least(one.place, other.place)
