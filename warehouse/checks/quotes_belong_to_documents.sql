-- error: no row of quotes is left of a document that was removed or replaced.
select document_id
from quotes
anti join documents using (document_id)
