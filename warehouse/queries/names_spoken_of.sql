-- The names that quotes are about, most spoken of first; copies count once.
select name
from main.quote_entities
join main.entities using (entity_id)
join main.quotes using (quote_id)
where quote_entities.role = 'about' and duplicate_of is null
group by name
order by count(distinct quote_id) desc, name
limit $limit
