-- error: every piece belongs to a quote of the same document.
select quote_id, document_id
from quote_spans
anti join quotes using (quote_id, document_id)
