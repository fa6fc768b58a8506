-- error: a mention is linked to a quote once in a role.
select quote_id, mention_id, role
from quote_entities
group by quote_id, mention_id, role
having count(*) > 1
