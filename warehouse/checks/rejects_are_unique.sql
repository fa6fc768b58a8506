-- error: no two rows of rejects have the same reject_id.
select reject_id
from rejects
group by reject_id
having count(*) > 1
