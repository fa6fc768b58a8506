-- One row per entity, from all its clusters: the usual name of a known thing, or the form that most
-- documents have as a whole name, of several words if any is; of equals the fullest, and ties go by
-- the alphabet, so that no order of documents matters. What people have chosen comes first.
create or replace temp table fresh_links as
with items as (
  select
    class,
    item_id,
    any_value(known_names.name) as name,
    any_value(wikidata_id) as wikidata_id,
    any_value(country_code) as country_code,
    any_value(source) as source,
  from internal.known_names
  group by class, item_id
),
weighed as (
  select
    entity_id,
    class,
    item_id,
    sum(confidence * mention_count) as weight,
    count(*) filter (where is_best) as best_in,
  from resolved
  join internal.cluster_links using (cluster_id)
  where is_own
  group by entity_id, class, item_id
),
mentioned as (
  select entity_id, sum(mention_count) as mentions
  from resolved
  where is_own
  group by entity_id
),
found as (
  select
    entity_id,
    item_id,
    if(class = 'NORP' and source = 'peoples', 'people of', 'is') as relation,
    items.name,
    items.wikidata_id,
    country_code,
    round(weight / mentions, 6) as confidence,
    source,
    if(
      curated.wikidata_id is null,
      weight * 2 >= mentions
      and best_in > 0
      and row_number() over (partition by entity_id order by weight desc, item_id) = 1,
      items.wikidata_id = curated.wikidata_id
    ) as is_chosen,
  from weighed
  join items using (class, item_id)
  join mentioned using (entity_id)
  left join curated using (entity_id)
)
select
  entity_id,
  item_id,
  relation,
  name,
  wikidata_id,
  country_code,
  confidence,
  source,
  is_chosen,
from found
union all by name
select
  entity_id,
  curated.wikidata_id as item_id,
  'is' as relation,
  coalesce(curated.name, curated.wikidata_id) as name,
  curated.wikidata_id,
  null as country_code,
  1.0 as confidence,
  'correction' as source,
  true as is_chosen,
from curated
semi join resolved using (entity_id)
anti join found
  on found.entity_id = curated.entity_id
  and found.wikidata_id = curated.wikidata_id
where curated.wikidata_id <> 'none';

create or replace temp table fresh_entities as
with usual as (
  select entity_id, name
  from resolved
  where is_own
  group by entity_id, name
  qualify row_number() over (
    partition by entity_id
    order by contains(name, ' ') desc, count(*) desc, len(string_split(name, ' ')) desc, name
  ) = 1
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
links as (
  select
    entity_id,
    if(source in ('own', 'territories', 'bodies'), name, null) as usual_name,
    if(relation = 'is', wikidata_id, null) as wikidata_id,
    country_code,
    confidence,
  from fresh_links
  where is_chosen
),
homes as (
  select entity_id, country_code as home
  from (
    select entity_id, unnest(context_keys) as name_key
    from resolved
    where class in ('PERSON', 'ORG')
  ) as told
  join internal.known_names as known using (name_key)
  where known.class in ('PLACE', 'NORP') and is_first and known.confidence >= 0.95 and is_sure and country_code is not null
  group by entity_id, country_code
  qualify row_number() over (
    partition by entity_id
    order by count(*) desc, country_code
  ) = 1
),
names as (
  select entity_id, coalesce(curated.name, usual_name, usual.name) as name
  from usual
  left join links using (entity_id)
  left join curated using (entity_id)
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
  links.wikidata_id,
  if(links.wikidata_id is null, null, confidence) as link_confidence,
  coalesce(country_code, home) as country_code,
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
left join links using (entity_id)
left join homes using (entity_id)
left join curated using (entity_id);

-- Only rows that change are written.
delete from main.entities
where entity_id not in (
  select entity_id
  from (from fresh_entities intersect from main.entities)
);
insert into main.entities by name from fresh_entities anti join main.entities using (entity_id);

delete from main.entity_links
where (entity_id, item_id) not in (
  select (entity_id, item_id)
  from (from fresh_links intersect from main.entity_links)
);
insert into main.entity_links by name
from fresh_links anti join main.entity_links using (entity_id, item_id);
