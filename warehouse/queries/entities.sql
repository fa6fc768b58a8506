-- Those entities, most mentioned first, with how often they, their unnamed people and bodies, are
-- quoted, and how often they are spoken of; copies of quotes count once.
, said as (
  select entity_id, count(distinct quote_id) as quotes
  from main.quote_speakers
  join main.quotes using (quote_id)
  where duplicate_of is null and entity_id is not null
  group by entity_id
),
of_people as (
  select speaker_of_id as entity_id, count(*) as quotes_of_people
  from main.quotes
  where duplicate_of is null
  group by speaker_of_id
),
spoken_of as (
  select entity_id, count(distinct quote_id) as quotes_about
  from main.quote_entities
  join main.quotes using (quote_id)
  where duplicate_of is null and quote_entities.role = 'about'
  group by entity_id
)
select
  name,
  entity_type,
  role,
  affiliation,
  mention_count,
  document_count,
  coalesce(quotes, 0) as quotes,
  coalesce(quotes_of_people, 0) as quotes_of_people,
  coalesce(quotes_about, 0) as quotes_about,
  country_code,
  wikidata_id,
  is_curated,
  aliases,
  first_seen_at,
  last_seen_at,
  entity_id,
from wanted
left join said using (entity_id)
left join of_people using (entity_id)
left join spoken_of using (entity_id)
order by mention_count desc, name, entity_id
limit $limit
offset $offset
