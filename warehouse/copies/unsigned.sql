-- Texts that have no keys yet, the first of them: of so many characters together.
with unknown as (
  select text_hash, min(document_id) as document_id, any_value(char_count) as chars
  from main.documents
  anti join internal.signatures using (text_hash)
  where char_count > 0
  group by text_hash
),
fresh as (
  select document_id
  from unknown
  qualify sum(chars) over (order by text_hash rows unbounded preceding) - chars < $chars
)
select text_hash, text
from main.documents
semi join fresh using (document_id)
