-- error: a document in the tables has exactly one current version, and a removed one has none.
select document_id
from (select document_id, version from documents) as shown
full join (
  select document_id, version
  from document_versions
  where is_current
) as current using (document_id, version)
group by document_id
having count(shown.version) <> 1 or count(current.version) <> 1
