-- A slice of the texts that the index lacks: their words, sorted so that a search reads little.
create or replace temp table slice as
select
  number,
  quote_id,
  hash,
  regexp_extract_all(
    lower(strip_accents(concat_ws(' ', coalesce(speaker_name, speaker_text), text))),
    '[\p{L}\p{N}]+'
  ) as words,
from main.quotes
join missing using (quote_id)
where number > getvariable('above') and number <= getvariable('upto');

insert into internal.quote_terms by name
select term, number, count(*) as hits
from (select number, unnest(words) as term from slice)
group by term, number
order by term, number;

insert into internal.indexed_quotes by name
select number, quote_id, len(words) as length, hash
from slice
order by number;
