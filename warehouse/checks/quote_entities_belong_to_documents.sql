-- error: no row of quote_entities is left of a document that was removed or replaced.
select document_id
from quote_entities
anti join documents using (document_id)
