-- error: every speaker belongs to a quote of the same document.
select quote_id, document_id
from quote_speakers
anti join quotes using (quote_id, document_id)
