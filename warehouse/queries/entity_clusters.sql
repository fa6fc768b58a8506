-- The named coreference chains of an entity: what a split can take out.
select
  cluster_id,
  entity_id,
  document_id,
  concat(collection, '/', source_path) as source,
  label,
  name,
  aliases,
from main.clusters
join main.documents using (document_id)
where entity_id = $entity_id
order by source, cluster_id
