-- error: no two rows of mentions have the same mention_id.
select mention_id
from mentions
group by mention_id
having count(*) > 1
