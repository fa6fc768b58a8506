-- error: an entity has at least one mention in a current document.
select entity_id, name
from entities
anti join mentions using (entity_id)
