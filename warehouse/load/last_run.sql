-- What made the rows of the last run, and with which settings.
select fingerprint, settings
from main.runs
order by run_number desc, run_id desc
limit 1
