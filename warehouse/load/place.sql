-- Where a document of a collection was read, to tell in which folder the collection lies.
select source_uri, source_file
from main.documents
where collection = $collection
order by document_id
limit 1
