-- error: an entity_id of a mention names an entity.
select mention_id, entity_id
from mentions
anti join entities using (entity_id)
where entity_id is not null
