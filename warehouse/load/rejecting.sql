-- The collections from which something could not be read.
select distinct collection
from main.rejects
where not is_resolved
order by collection
