-- The documents that a person can mean by a word: the exact ones, or else those whose id or path
-- begins or ends with it.
with candidates as (
  select
    document_id,
    source_path,
    document_id = $key or source_path = $key or url = $key as is_exact,
  from main.documents
  where is_exact
    or starts_with(document_id, $key)
    or starts_with(source_path, $key)
    or ends_with(source_path, $key)
)
select document_id, source_path
from candidates
where is_exact or not (select coalesce(bool_or(is_exact), false) from candidates)
order by source_path, document_id
limit 11
