-- A source is what its newest reading says: parts of other content leave, the same part is
-- replaced.
delete from internal.sources as known
using step_sources as step
where known.collection = step.collection
  and known.path = step.path
  and (
    known.content_hash <> step.content_hash
    or known.parts <> step.parts
    or known.part = step.part
  );

insert into internal.sources by name select * from step_sources;

update internal.sources as known
set size = newest.size, mtime_ns = newest.mtime_ns
from (
  select collection, path, max(size) as size, max(mtime_ns) as mtime_ns
  from step_sources
  group by collection, path
) as newest
where known.collection = newest.collection
  and known.path = newest.path
  and (known.size <> newest.size or known.mtime_ns <> newest.mtime_ns);

create or replace temp table step_complete as
select
  collection,
  path,
  min(generation) as oldest_generation,
  max(generation) as generation,
  max_by(run_id, generation) as run_id,
  max(seen_at) as seen_at,
  flatten(list(documents)) as documents,
from internal.sources
semi join step_sources using (collection, path)
group by collection, path
having count(*) = any_value(parts);
