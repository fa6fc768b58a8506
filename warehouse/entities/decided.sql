-- Keep what was decided about touched clusters: by a known name, by their block, or by their key. A
-- person of whom one form is known is known in every form.
insert into internal.cluster_links by name
select cluster_id, item_id, confidence, is_best
from candidates;

insert into internal.identities by name
with best as (
  select cluster_id, class, entity_key as known_key
  from candidates
  where is_best
),
known_people as (
  select step.entity_key, min(known_key) as known_key
  from step_decided as step
  join best using (cluster_id)
  where class = 'PERSON'
  group by step.entity_key
)
select
  cluster_id,
  stamp,
  class,
  block_key,
  coalesce(best.known_key, known_people.known_key, step.entity_key, name_key) as entity_key,
from named
semi join touched using (cluster_id)
left join step_decided as step using (cluster_id)
left join best using (cluster_id, class)
left join known_people on known_people.entity_key = step.entity_key and class = 'PERSON';
