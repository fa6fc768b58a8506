-- A reject that occurs again is the same reject, tried once more. It is resolved once a later
-- generation has read its source to the end without it, has its document, or finds it gone.
create or replace temp table step_rejects as
select
  reject_id,
  any_value(collection) as collection,
  any_value(source_path) as source_path,
  any_value(source_file) as source_file,
  any_value(stage) as stage,
  any_value(error_type) as error_type,
  max_by(reason, generation) as reason,
  max_by(remedy, generation) as remedy,
  sum(attempts)::bigint as attempts,
  min(first_seen_at) as first_seen_at,
  max(last_seen_at) as last_seen_at,
  false as is_resolved,
  max(generation) as generation,
from incoming_rejects
group by reject_id;

update main.rejects as known
set
  reason = step.reason,
  remedy = step.remedy,
  attempts = known.attempts + step.attempts,
  first_seen_at = least(known.first_seen_at, step.first_seen_at),
  last_seen_at = greatest(known.last_seen_at, step.last_seen_at),
  is_resolved = false
from step_rejects as step
where known.reject_id = step.reject_id;

insert into main.rejects by name
select step.* exclude (generation)
from step_rejects as step
anti join main.rejects using (reject_id);

delete from internal.reject_generations
where reject_id in (select reject_id from step_rejects);
insert into internal.reject_generations by name select reject_id, generation from step_rejects;

update main.rejects as known
set is_resolved = true
from (
  select reject_id
  from main.rejects
  join internal.reject_generations as last using (reject_id)
  left join step_complete as complete
    on complete.collection = rejects.collection and complete.path = source_file
  left join step_forgotten as forgotten
    on forgotten.collection = rejects.collection and forgotten.path = source_file
  left join step_documents as step
    on step.collection = rejects.collection and step.source_path = rejects.source_path
  where not is_resolved
    and greatest(complete.oldest_generation, forgotten.generation, step.generation)
      > last.generation
) as resolved
where known.reject_id = resolved.reject_id;
