-- The text of a version of a document; null where it was removed.
select coalesce(documents.text, known.text) as text
from main.document_versions as known
left join main.documents using (document_id, version)
where document_id = $document_id and version = $version
