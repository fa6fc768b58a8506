-- Sources that are gone are forgotten: those named, and those whose last document was named.
create or replace temp table step_forgotten as
select collection, path, generation
from step_gone
union
select tombstones.collection, source_file as path, generation
from step_tombstones as tombstones
join step_removed using (document_id)
anti join main.documents
  on documents.collection = tombstones.collection
  and documents.source_file = tombstones.source_file;

delete from internal.sources as known
using step_forgotten as step
where known.collection = step.collection
  and known.path = step.path
  and known.generation < step.generation;
