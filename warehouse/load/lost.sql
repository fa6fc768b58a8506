-- Documents that are gone: named as removed, with their source, or no longer in a source that was
-- read to its end. They leave a tombstone.
create or replace temp table step_lost as
with lost as (
  select document_id, run_id, seen_at, generation
  from step_removed
  union all
  select document_id, gone.run_id, gone.seen_at, gone.generation
  from main.documents
  join step_gone as gone on gone.collection = documents.collection and gone.path = source_file
  union all
  select document_id, complete.run_id, complete.seen_at, complete.generation
  from main.documents
  join step_complete as complete
    on complete.collection = documents.collection and complete.path = source_file
  anti join (select unnest(documents) as document_id from step_complete) using (document_id)
)
select
  document_id,
  max_by(run_id, generation) as run_id,
  max(seen_at) as seen_at,
from lost
group by document_id;

create or replace temp table step_tombstones as
select
  document_id,
  documents.version + 1 as version,
  collection,
  source_path,
  source_file,
  title,
  step_lost.seen_at,
  step_lost.run_id,
from main.documents
join step_lost using (document_id);

update main.document_versions as known
set is_current = false
from step_tombstones as step
where known.document_id = step.document_id and known.is_current;

insert into main.document_versions by name
select
  document_id,
  version,
  collection,
  source_path,
  title,
  seen_at,
  run_id,
  false as is_current,
  true as is_removed,
from step_tombstones;

create or replace temp table step_leaving as select document_id from step_tombstones;
