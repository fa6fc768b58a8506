-- The documents that a person can mean by a word: those whose id, path (after its collection, too)
-- or address it is, or else those whose id or path begins or ends with it; and those that were
-- removed only where no other fits as well. Of equal paths each is named with its collection.
with known as (
  select document_id, collection, source_path, url, null as removed_at
  from main.documents
  union all by name
  select document_id, collection, source_path, max(seen_at) as removed_at
  from main.document_versions
  anti join main.documents using (document_id)
  where is_removed
  group by document_id, collection, source_path
),
candidates as (
  select
    document_id,
    collection,
    source_path,
    removed_at,
    document_id = $key
      or source_path = $key
      or concat(collection, '/', source_path) = $key
      or coalesce(url = $key, false) as is_exact,
  from known
  where is_exact
    or starts_with(document_id, $key)
    or starts_with(source_path, $key)
    or ends_with(source_path, $key)
),
best as (
  select *
  from candidates
  qualify dense_rank() over (order by is_exact desc, removed_at is not null) = 1
)
select
  document_id,
  if(
    count(*) over (partition by source_path) > 1,
    concat(collection, '/', source_path),
    source_path
  ) as name,
  removed_at,
from best
order by name, document_id
limit 11
