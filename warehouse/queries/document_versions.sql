-- The history of a document, removed ones included, newest first.
select
  document_id,
  version,
  collection,
  source_path,
  title,
  char_count,
  quote_count,
  is_analysed,
  fingerprint,
  seen_at,
  run_id,
  is_current,
  is_removed,
from main.document_versions
where document_id = $document_id
order by version desc
