-- error: no row of quote_speakers is left of a document that was removed or replaced.
select document_id
from quote_speakers
anti join documents using (document_id)
