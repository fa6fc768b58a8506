-- Rank quotes and chunks by BM25 (Robertson & Zaragoza 2009, k1 = 1.2, b = 0.75) over plain tables,
-- so that any DuckDB client can search without an extension. Words are matched without case and
-- accents; a text need not hold all of them.
create or replace macro main.search_quotes(wanted) as table
with words as (
  select distinct
    unnest(regexp_extract_all(lower(strip_accents(wanted)), '[\p{L}\p{N}]+')) as term
),
size as (
  select count(*) as texts, avg(length) as mean_length
  from internal.indexed_quotes
),
found as (
  select term, number, hits
  from internal.quote_terms
  semi join words using (term)
),
rarity as (
  select term, ln(1 + (any_value(texts) - count(*) + 0.5) / (count(*) + 0.5)) as weight
  from found
  cross join size
  group by term
),
scored as (
  select
    quote_id,
    sum(weight * hits * 2.2 / (hits + 1.2 * (0.25 + 0.75 * length / mean_length))) as score,
  from found
  join rarity using (term)
  join internal.indexed_quotes using (number)
  cross join size
  group by quote_id
)
select
  round(score, 4) as score,
  text,
  said,
  speaker,
  speaker_of,
  cue_text,
  is_negated,
  quote_type,
  title,
  publisher,
  published_at,
  source_path,
  start_char,
  end_char,
  is_copy,
  quote_id,
  document_id,
  speaker_id,
from scored
join main.v_quotes using (quote_id)
order by score desc, quote_id;

create or replace macro main.search_chunks(wanted) as table
with words as (
  select distinct
    unnest(regexp_extract_all(lower(strip_accents(wanted)), '[\p{L}\p{N}]+')) as term
),
size as (
  select count(*) as texts, avg(length) as mean_length
  from internal.indexed_chunks
),
found as (
  select term, number, hits
  from internal.chunk_terms
  semi join words using (term)
),
rarity as (
  select term, ln(1 + (any_value(texts) - count(*) + 0.5) / (count(*) + 0.5)) as weight
  from found
  cross join size
  group by term
),
scored as (
  select
    chunk_id,
    sum(weight * hits * 2.2 / (hits + 1.2 * (0.25 + 0.75 * length / mean_length))) as score,
  from found
  join rarity using (term)
  join internal.indexed_chunks using (number)
  cross join size
  group by chunk_id
)
select
  round(score, 4) as score,
  chunks.text,
  heading,
  title,
  publisher,
  published_at,
  source_path,
  start_char,
  end_char,
  duplicate_of is not null as is_copy,
  chunk_id,
  document_id,
from scored
join main.chunks using (chunk_id)
join main.documents using (document_id)
order by score desc, chunk_id;

comment on macro table main.search_quotes is
  'Quotes that hold words of the text, best first: select * from search_quotes(''budget vote'').';
comment on macro table main.search_chunks is
  'Chunks that hold words of the text, best first: select * from search_chunks(''budget vote'').';
