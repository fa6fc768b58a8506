-- error: a document has each of its versions once.
select document_id, version
from document_versions
group by document_id, version
having count(*) > 1
