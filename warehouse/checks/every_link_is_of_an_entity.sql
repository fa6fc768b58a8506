-- error: an entity_id of a link names an entity, and no entity bears two links.
select entity_id
from entity_links
anti join entities using (entity_id)
union all
select entity_id
from entity_links
where is_chosen
group by entity_id
having count(*) > 1
