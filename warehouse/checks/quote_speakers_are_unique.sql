-- error: a chain speaks once in a quote, and one speaker at most comes first.
select quote_id, cluster_id
from quote_speakers
group by quote_id, cluster_id
having count(*) > 1
union all
select quote_id, null as cluster_id
from quote_speakers
where is_first
group by quote_id
having count(*) > 1
