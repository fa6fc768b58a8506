-- The pairs of texts worth comparing: those of one place. Of a crowd, as thousands of reports on one
-- form are, those with the same least mark, and of these the next few and the earliest: so what is
-- compared grows as the texts do. Pairs that do not meet any more are forgotten.
create or replace temp table step_candidates as
with ordered as (
  select
    text_hash,
    row_number() over (
      order by published_at nulls last, source_path, collection, document_id
    ) as number,
  from main.documents
),
texts as (
  select text_hash, any_value(keys) as keys, min(number) as number
  from ordered
  join internal.signatures using (text_hash)
  group by text_hash
),
entries as (
  select number, unnest(keys) as key
  from texts
),
places as (
  select key >> 24 as place, count(*) as texts
  from entries
  group by place
  having count(*) > 1
),
met as (
  select
    number,
    first_value(number) over meeting as earliest,
    list(number) over (meeting rows between 1 following and 5 following) as next_ones,
  from entries
  join places on places.place = key >> 24
  window meeting as (partition by place, if(texts > 6, key, 0) order by number)
),
pairs as (
  select number, unnest(next_ones) as other from met
  union
  select earliest as number, number as other from met where earliest <> number
)
select
  least(one.text_hash, other.text_hash) as one_hash,
  greatest(one.text_hash, other.text_hash) as other_hash,
from pairs
join texts as one on one.number = pairs.number
join texts as other on other.number = pairs.other;

delete from internal.compared
where (one_hash, other_hash) not in (select (one_hash, other_hash) from step_candidates);
