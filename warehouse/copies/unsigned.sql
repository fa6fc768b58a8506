-- Texts that have no keys yet, the first of them.
with fresh as (
  select text_hash, min(document_id) as document_id
  from main.documents
  anti join internal.signatures using (text_hash)
  where char_count > 0
  group by text_hash
  order by text_hash
  limit $limit
)
select text_hash, text
from main.documents
semi join fresh using (document_id)
