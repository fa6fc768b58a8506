-- Pairs that were never compared, the first of them.
select one_hash, other_hash
from step_candidates
anti join internal.compared using (one_hash, other_hash)
order by one_hash, other_hash
limit $limit
