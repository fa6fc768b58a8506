-- error: a speaker_id names an entity.
select quote_id, speaker_id
from quotes
anti join entities on entity_id = speaker_id
where speaker_id is not null
