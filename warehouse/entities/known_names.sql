-- Known names, each with the key of the entity it becomes: the first of its namesakes has the plain
-- key, the others bear their item. The user's own list wins over all others.
create or replace temp table step_classed as
select
  case when label in ('GPE', 'LOC', 'FAC') then 'PLACE' else label end as class,
  step.*,
from step_known as step
qualify source = 'own' or not bool_or(source = 'own') over (partition by class, name_key);

delete from internal.known_names;
insert into internal.known_names by name
with ranked as (
  select
    *,
    row_number() over namesakes as place,
    weight - coalesce(lead(weight) over namesakes, -100) as lead,
  from step_classed
  window namesakes as (partition by class, name_key order by weight desc, item_id)
),
items as (
  select class, item_id, arg_min(name_key, (ordinal, name_key)) as item_key
  from step_classed
  group by class, item_id
),
plain as (
  select class, item_id, item_key, ranked.place = 1 as is_plain
  from items
  join ranked using (class, item_id)
  where ranked.name_key = item_key
)
select
  class,
  name_key,
  item_id,
  if(is_plain, item_key, item_key || '|' || item_id) as entity_key,
  name,
  wikidata_id,
  country_code,
  region,
  weight,
  confidence,
  source,
  place = 1 as is_first,
  lead >= 1.5 as is_sure,
from ranked
join plain using (class, item_id);

delete from internal.identities;
