-- Every document and where it came from.
select document_id, source_path
from main.documents
order by document_id
