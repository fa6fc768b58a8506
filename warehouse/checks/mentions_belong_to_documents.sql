-- error: no row of mentions is left of a document that was removed or replaced.
select document_id
from mentions
anti join documents using (document_id)
