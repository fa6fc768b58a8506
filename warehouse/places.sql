-- Every text in which others stand: those of documents, and those of their earlier versions.
create or replace view internal.bodies as
select document_id as body_id, char_count, text
from main.documents
union all
select concat_ws(' ', document_id, version) as body_id, char_count, text
from main.document_versions
where text is not null;

-- Every text that is said to stand somewhere in a document, whatever its table.
create or replace view internal.texts as
select 'chunks' as place, chunk_id as id, document_id as body_id, start_char, end_char, text
from main.chunks
union all
select 'mentions' as place, mention_id as id, document_id as body_id, start_char, end_char, text
from main.mentions
union all
select 'roles' as place, mention_id as id, document_id as body_id, start_char, end_char, text
from main.roles
union all
select 'quotes' as place, quote_id as id, document_id as body_id, start_char, end_char, text
from main.quotes
union all
select
  'quote_spans' as place,
  concat_ws(' ', quote_id, part, part_index) as id,
  document_id as body_id,
  start_char,
  end_char,
  text,
from main.quote_spans
union all
select
  'earlier_quotes' as place,
  quote_id as id,
  concat_ws(' ', document_id, version) as body_id,
  start_char,
  end_char,
  text,
from main.earlier_quotes;

-- Those of them that do not stand there. To reach into a text DuckDB walks there from its
-- beginning, so long documents are cut into passages of 250 characters first. Each passage stands
-- with the next one, so that a text of up to 250 characters lies within one such pair.
create or replace view internal.misplaced as
with in_short as (
  select place, id, start_char, texts.text
  from internal.texts
  left join internal.bodies using (body_id)
  where (char_count is null or char_count <= 6000)
    and texts.text is distinct from bodies.text[start_char + 1 : end_char]
),
long as (
  select body_id, regexp_extract_all(text, '(?s).{1,250}') as passages
  from internal.bodies
  where char_count > 6000
),
passages as (
  select
    body_id,
    unnest(passages) as passage,
    unnest(passages[2:] || ['']) as next_passage,
    unnest(range(len(passages))) as number,
  from long
),
briefly as (
  select place, id, start_char, texts.text
  from internal.texts
  semi join long using (body_id)
  left join passages
    on passages.body_id = texts.body_id and passages.number = start_char // 250
  where end_char - start_char <= 250
    and texts.text is distinct from
      (passage || next_passage)[start_char % 250 + 1 : start_char % 250 + end_char - start_char]
),
wanted as (
  select
    place,
    id,
    body_id,
    start_char,
    end_char,
    unnest(range(start_char // 250, (end_char - 1) // 250 + 1)) as number,
  from internal.texts
  semi join long using (body_id)
  where end_char - start_char > 250
),
-- a long text is not carried along with each of its passages, but compared at the end
found as (
  select
    place,
    id,
    body_id,
    start_char,
    end_char,
    string_agg(passage, '' order by number)[
      start_char % 250 + 1 : start_char % 250 + end_char - start_char
    ] as found,
  from wanted
  left join passages using (body_id, number)
  group by place, id, body_id, start_char, end_char
),
at_length as (
  select place, id, start_char, text
  from found
  join internal.texts using (place, id, body_id, start_char, end_char)
  where text is distinct from found
)
select place, id, start_char, text
from in_short
union all
select place, id, start_char, text
from briefly
union all
select place, id, start_char, text
from at_length;
