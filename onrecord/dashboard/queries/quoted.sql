-- The names of speakers, most quoted first.
select name
from main.quotes
join main.entities on entity_id = speaker_id
group by name
order by count(*) desc, name
limit $limit
