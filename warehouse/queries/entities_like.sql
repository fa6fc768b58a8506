-- The entities that fit a word best: by id, name, alias, either without case and accents, or the
-- beginning of the id. Several where it fits them equally.
with fits as (
  select
    *,
    case
      when entity_id = $key then 0
      when $key in (name, concat(name, ' (', entity_type, ')')) then 1
      when list_contains(aliases, $key) then 2
      when strip_accents(lower(name)) = strip_accents(lower($key)) then 3
      when list_contains(
        list_transform(aliases, lambda alias: strip_accents(lower(alias))),
        strip_accents(lower($key))
      ) then 4
      when len($key) >= 4 and starts_with(entity_id, lower($key)) then 5
    end as fit,
  from main.entities
)
select entity_id, name, entity_type, role, mention_count, wikidata_id
from fits
where fit = (select min(fit) from fits)
order by mention_count desc, name, entity_id
