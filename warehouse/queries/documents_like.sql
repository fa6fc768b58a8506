-- The documents that a person means by a word: those that it fits best; and those that were removed
-- only where no other fits as well. Of equal paths each is named with its collection.
, best as (
  select *
  from documents_meant
  qualify dense_rank() over (order by fit, removed_at is not null) = 1
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
