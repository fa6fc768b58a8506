-- error: no two rows of roles have the same mention_id.
select mention_id
from roles
group by mention_id
having count(*) > 1
