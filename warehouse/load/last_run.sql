-- How the run before ended, with which settings, and what made its rows.
select status, settings, fingerprint
from main.runs
order by started_at desc, run_id desc
limit 1
