-- How the run before ended, and with which settings.
select status, settings
from main.runs
order by started_at desc, run_id desc
limit 1
