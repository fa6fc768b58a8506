-- Texts that changed or are gone leave the index; those that it lacks are numbered.
create or replace temp table wanted as
select chunk_id, hash(concat_ws(' ', heading, text)) as hash
from main.chunks;

create or replace temp table stale as
select number
from internal.indexed_chunks
anti join wanted using (chunk_id, hash);

delete from internal.chunk_terms where number in (select number from stale);
delete from internal.indexed_chunks where number in (select number from stale);

create or replace temp table missing as
select
  chunk_id,
  hash,
  row_number() over (order by chunk_id)
    + (select coalesce(max(number), 0) from internal.indexed_chunks) as number,
from wanted
anti join internal.indexed_chunks using (chunk_id);
