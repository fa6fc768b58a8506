-- The checks of a run, or of the last one that was checked: those that failed first.
select name, severity, is_passed, observed
from main.checks
where run_id = coalesce(
  $run_id,
  (
    select run_id
    from main.runs
    semi join main.checks using (run_id)
    order by run_number desc, run_id desc
    limit 1
  )
)
order by is_passed, severity, name
