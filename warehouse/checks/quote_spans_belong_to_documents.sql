-- error: no row of quote_spans is left of a document that was removed or replaced.
select document_id
from quote_spans
anti join documents using (document_id)
