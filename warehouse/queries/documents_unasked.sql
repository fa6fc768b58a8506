-- Stands for `documents_meant` where no document is asked for: a shorter way to no rows.
with documents_meant as (
  select null::varchar as document_id, null::timestamptz as removed_at, null::integer as fit
  limit 0
)
