-- Every current document of a collection, with what decides whether it is up to date.
select source_file, document_id, version, content_hash, fingerprint
from main.documents
where collection = $collection
order by source_file, document_id
