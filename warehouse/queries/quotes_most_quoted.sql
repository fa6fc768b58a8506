-- Who says most of what matches, alone or with others.
select name as speaker, count(distinct quote_id) as quotes
from matching
join main.quote_speakers using (quote_id)
join main.entities using (entity_id)
group by name
order by quotes desc, speaker
limit $limit
