-- One document with everything that is known of it.
select *
from main.documents
where document_id = $document_id
