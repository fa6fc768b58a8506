-- error: no row of roles is left of a document that was removed or replaced.
select document_id
from roles
anti join documents using (document_id)
