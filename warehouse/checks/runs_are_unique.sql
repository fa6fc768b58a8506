-- error: no two rows of runs have the same run_id.
select run_id
from runs
group by run_id
having count(*) > 1
