-- How many documents a run has found gone.
select count(*)
from main.document_versions
where run_id = $run_id and is_removed
