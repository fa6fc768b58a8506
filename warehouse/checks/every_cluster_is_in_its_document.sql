-- error: a mention's cluster, where it has one, is a cluster of the same document.
select mention_id, cluster_id
from mentions
anti join clusters using (cluster_id, document_id)
where cluster_id is not null
