-- error: no two rows of entity_links have the same entity_id and item_id.
select entity_id, item_id
from entity_links
group by entity_id, item_id
having count(*) > 1
