-- Corrections in the order of the log: all, or those that bear on one entity.
select *
from main.overrides
where $entity_id is null or list_contains(entity_ids, $entity_id)
order by line, override_id
