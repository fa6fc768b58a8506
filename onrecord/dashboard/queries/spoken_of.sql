-- The names that quotes are about, most spoken of first.
select name
from main.quote_entities
join main.entities using (entity_id)
group by name
order by count(distinct quote_id) desc, name
limit $limit
