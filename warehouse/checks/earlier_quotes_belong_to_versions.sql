-- error: an earlier quote stands in a version that was there and is not current any more.
select quote_id, document_id, version
from earlier_quotes
anti join (
  select document_id, version
  from document_versions
  where not is_current and not is_removed
) as earlier using (document_id, version)
