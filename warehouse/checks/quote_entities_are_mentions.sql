-- error: what a quote is about is a mention of the same document.
select quote_id, mention_id
from quote_entities
anti join mentions using (mention_id, document_id)
