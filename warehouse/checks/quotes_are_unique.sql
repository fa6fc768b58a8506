-- error: no two rows of quotes have the same quote_id.
select quote_id
from quotes
group by quote_id
having count(*) > 1
