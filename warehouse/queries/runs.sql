-- Runs, newest first.
select *
from main.runs
order by run_number desc, run_id desc
limit $limit
