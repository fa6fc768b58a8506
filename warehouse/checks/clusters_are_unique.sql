-- error: no two rows of clusters have the same cluster_id.
select cluster_id
from clusters
group by cluster_id
having count(*) > 1
