-- error: no two rows of entities have the same entity_id.
select entity_id
from entities
group by entity_id
having count(*) > 1
