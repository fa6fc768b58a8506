-- One row per entity, from all its clusters: the fullest form most often written is its name, ties
-- go by the alphabet, so that no order of documents matters. What people have chosen comes first.
create or replace temp table fresh_entities as
with fullest as (
  select entity_id, name
  from resolved
  where is_own
  group by entity_id, name
  qualify row_number() over (
    partition by entity_id
    order by len(string_split(name, ' ')) desc, count(*) desc, name
  ) = 1
),
names as (
  select entity_id, coalesce(curated.name, fullest.name) as name
  from fullest
  left join curated using (entity_id)
),
types as (
  select entity_id, label as entity_type
  from resolved
  where is_own
  group by entity_id, label
  qualify row_number() over (partition by entity_id order by count(*) desc, label) = 1
),
roles as (
  select entity_id, role
  from resolved
  where role is not null
  group by entity_id, role
  qualify row_number() over (partition by entity_id order by count(*) desc, role) = 1
),
affiliations as (
  select entity_id, affiliation
  from resolved
  semi join roles using (entity_id, role)
  where affiliation is not null
  group by entity_id, affiliation
  qualify row_number() over (partition by entity_id order by count(*) desc, affiliation) = 1
),
other_names as (
  select entity_id, list(alias order by alias) as aliases
  from (
    select entity_id, name as alias from resolved
    union
    select entity_id, unnest(aliases) as alias from resolved
    union
    select entity_id, unnest(aliases) as alias from curated
  )
  anti join (select entity_id, name as alias from names) using (entity_id, alias)
  group by entity_id
),
counts as (
  select
    entity_id,
    sum(mention_count)::bigint as mention_count,
    count(distinct document_id) as document_count,
    min(published_at) as first_seen_at,
    max(published_at) as last_seen_at,
  from resolved
  group by entity_id
)
select
  entity_id,
  names.name,
  coalesce(curated.entity_type, types.entity_type) as entity_type,
  coalesce(other_names.aliases, []) as aliases,
  role,
  affiliation,
  nullif(curated.wikidata_id, 'none') as wikidata_id,
  null::varchar as country_code,
  mention_count,
  document_count,
  first_seen_at,
  last_seen_at,
  curated.entity_id is not null as is_curated,
from counts
join names using (entity_id)
join types using (entity_id)
left join roles using (entity_id)
left join affiliations using (entity_id)
left join other_names using (entity_id)
left join curated using (entity_id);

delete from main.entities;
insert into main.entities by name from fresh_entities;
