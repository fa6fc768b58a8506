-- The texts of some documents.
select document_id, text
from main.documents
where document_id in (select unnest($documents))
