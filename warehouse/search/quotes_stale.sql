-- Texts that changed or are gone leave the index; those that it lacks are numbered.
create or replace temp table wanted as
select quote_id, hash(concat_ws(' ', coalesce(speaker_name, speaker_text), text)) as hash
from main.quotes;

create or replace temp table stale as
select number
from internal.indexed_quotes
anti join wanted using (quote_id, hash);

delete from internal.quote_terms where number in (select number from stale);
delete from internal.indexed_quotes where number in (select number from stale);

create or replace temp table missing as
select
  quote_id,
  hash,
  row_number() over (order by quote_id)
    + (select coalesce(max(number), 0) from internal.indexed_quotes) as number,
from wanted
anti join internal.indexed_quotes using (quote_id);
