-- The runs after some number that have ended, in their order.
select *
from main.runs
where run_number > $last and status <> 'running'
order by run_number
