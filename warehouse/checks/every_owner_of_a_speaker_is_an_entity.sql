-- error: a speaker_of_id names an entity, and its name stands beside it.
select quote_id, speaker_of_id
from quotes
left join entities on entity_id = speaker_of_id
where speaker_of_id is not null and (entity_id is null or coalesce(speaker_of, '') = '')
