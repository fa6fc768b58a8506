-- error: no two rows of documents have the same document_id.
select document_id
from documents
group by document_id
having count(*) > 1
