-- The batches count as loaded once this commits together with their rows.
insert into internal.loads by name
select batch_id, generation, run_id, documents, now() as loaded_at
from step_manifests;
