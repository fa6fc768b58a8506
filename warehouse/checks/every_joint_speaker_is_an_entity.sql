-- error: whoever of the speakers of a quote has an entity is in the table of entities.
select quote_id, entity_id
from quote_speakers
anti join entities using (entity_id)
where entity_id is not null
