-- Quotes that hold words of the text, best first.
select *
from main.search_quotes($text)
where $copies or not is_copy
order by score desc, quote_id
limit $limit
