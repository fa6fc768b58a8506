-- Chunks that hold words of the text, best first.
select *
from main.search_chunks($text)
where $copies or not is_copy
order by score desc, chunk_id
limit $limit
