-- What could not be read; resolved ones only on request.
select
  source_path,
  stage,
  error_type,
  reason,
  remedy,
  attempts,
  first_seen_at,
  last_seen_at,
  is_resolved,
  collection,
  reject_id,
from main.rejects
where $resolved_too or not is_resolved
order by is_resolved, collection, source_path, stage
limit $limit
