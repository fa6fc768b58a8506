-- Runs, newest first.
select *
from main.runs
order by started_at desc, run_id desc
limit $limit
