-- error: no two pieces of a quote have the same part and place.
select quote_id, part, part_index
from quote_spans
group by quote_id, part, part_index
having count(*) > 1
