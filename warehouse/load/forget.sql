-- Batches that the lake has lost: their rows stay until they are made anew. Sources that one of
-- them read, and those of documents of which it brought the newest rows, count as unread.
create or replace temp table step_unread as
with held as (
  select generation, batch_id, unnest(documents) as document_id
  from internal.loads
),
newest as (
  select document_id, max((generation, batch_id)) as brought
  from held
  group by document_id
)
select document_id
from newest
where brought in (select (generation, batch_id) from step_lost_batches);

update main.documents
set fingerprint = fingerprint || '-lost'
where document_id in (select document_id from step_unread);

update internal.sources as known
set parts = parts + 1
where (generation, batch_id) in (select (generation, batch_id) from step_lost_batches)
  or (collection, path) in (
    select (collection, source_file) from main.documents semi join step_unread using (document_id)
  );

delete from internal.loads
where (generation, batch_id) in (select (generation, batch_id) from step_lost_batches);
