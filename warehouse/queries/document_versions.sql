-- The history of a document, removed ones included, newest first.
select * exclude (text)
from main.document_versions
where document_id = $document_id
order by version desc
