-- error: no row of chunks is left of a document that was removed or replaced.
select document_id
from chunks
anti join documents using (document_id)
