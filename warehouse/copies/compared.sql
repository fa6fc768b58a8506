insert into internal.compared by name
select one_hash, other_hash, similarity
from step_compared
