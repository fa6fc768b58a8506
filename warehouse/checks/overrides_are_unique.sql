-- error: no two rows of overrides have the same override_id.
select override_id
from overrides
group by override_id
having count(*) > 1
