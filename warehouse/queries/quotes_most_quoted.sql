-- Who says most of what matches.
select name as speaker, count(*) as quotes
from matching
join main.entities on entities.entity_id = speaker_id
group by name
order by quotes desc, speaker
limit $limit
