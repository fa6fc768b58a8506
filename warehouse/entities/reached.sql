-- The named clusters of every entity that the log of corrections can reach: one that has an id or a
-- name which stands in it.
with ids as (
  select entity_id as id from step_overrides
  union
  select target_id from step_overrides
),
wanted as (
  select name from step_overrides
  union
  select target_name from step_overrides
),
called as (
  select entity_id, name from resolved
  union
  select entity_id, unnest(aliases) from resolved
),
reached as (
  select entity_id from called semi join wanted using (name)
  union
  select entity_id from resolved semi join ids on ids.id = entity_id
)
select
  cluster_id,
  entity_id,
  document_id,
  concat(collection, '/', source_path) as source,
  label,
  name,
  resolved.aliases,
from resolved
semi join reached using (entity_id)
join main.documents using (document_id)
order by cluster_id
