-- error: a run makes each check once.
select run_id, name
from checks
group by run_id, name
having count(*) > 1
