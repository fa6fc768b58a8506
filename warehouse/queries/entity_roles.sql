-- The roles that documents give an entity, with how many do and one that does.
with given as (
  select
    clusters.role,
    clusters.affiliation,
    document_id,
    row_number() over (
      partition by clusters.role, clusters.affiliation
      order by published_at desc nulls last, source_path
    ) as place,
    count(*) over (partition by clusters.role, clusters.affiliation) as documents,
  from main.clusters
  join main.documents using (document_id)
  where entity_id = $entity_id and clusters.role is not null
)
select role, affiliation, documents, title, source_path, published_at, document_id
from given
join main.documents using (document_id)
where place = 1
order by documents desc, role, affiliation
