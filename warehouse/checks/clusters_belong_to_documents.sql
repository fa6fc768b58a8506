-- error: no row of clusters is left of a document that was removed or replaced.
select document_id
from clusters
anti join documents using (document_id)
