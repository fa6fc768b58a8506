-- Those of the entities that are quoted, most quoted first.
select v_speakers.*
from main.v_speakers
semi join wanted on entity_id = speaker_id
order by quotes desc, speaker, speaker_id
limit $limit
