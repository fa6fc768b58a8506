-- The texts of some hashes, each once.
with wanted as (
  select text_hash, min(document_id) as document_id
  from main.documents
  where text_hash in (select unnest($texts))
  group by text_hash
)
select text_hash, text
from main.documents
semi join wanted using (document_id)
