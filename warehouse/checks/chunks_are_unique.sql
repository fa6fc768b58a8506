-- error: no two rows of chunks have the same chunk_id.
select chunk_id
from chunks
group by chunk_id
having count(*) > 1
