-- The names that look most like a word, for who mistypes one.
with called as (
  select entity_id, entity_type, name as shown, name from main.entities
  union all
  select entity_id, entity_type, name as shown, unnest(aliases) as name from main.entities
)
select
  concat(shown, ' (', entity_type, ')') as shown,
  max(jaro_winkler_similarity(strip_accents(lower(name)), strip_accents(lower($key)))) as likeness,
from called
group by entity_id, entity_type, shown
having likeness > 0.75
order by likeness desc, shown
limit 3
