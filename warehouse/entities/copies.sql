-- Documents of the same text are copies of the earliest; their quotes are copies of its quotes.
create or replace temp table copies as
with texts as (
  select
    document_id,
    first_value(document_id) over (
      partition by text_hash
      order by published_at nulls last, source_path, collection, document_id
    ) as original_id,
  from main.documents
  where char_count > 0
)
select document_id, original_id
from texts
where document_id <> original_id;

update main.documents as stored
set
  duplicate_of = fresh.original_id,
  duplicate_kind = if(fresh.original_id is null, null, 'exact'),
  duplicate_score = if(fresh.original_id is null, null, 1.0)
from (
  select document_id, original_id
  from main.documents
  left join copies using (document_id)
  where (original_id is not null or duplicate_kind = 'exact')
    and (duplicate_of is distinct from original_id or duplicate_kind is distinct from 'exact')
) as fresh
where stored.document_id = fresh.document_id;

update main.quotes as stored
set duplicate_of = fresh.original_quote_id
from (
  with ranked as (
    select
      quote_id,
      document_id,
      text,
      row_number() over (
        partition by document_id, text
        order by start_char, end_char, cue_start_char, speaker_start_char, quote_id
      ) as place,
    from main.quotes
    where document_id in (
      select document_id from copies
      union all
      select original_id from copies
    )
  ),
  paired as (
    select ranked.quote_id, original.quote_id as original_quote_id
    from ranked
    join copies using (document_id)
    join ranked as original
      on original.document_id = copies.original_id
      and original.text = ranked.text
      and original.place = ranked.place
  )
  select quote_id, original_quote_id
  from main.quotes
  left join paired using (quote_id)
  where duplicate_of is distinct from original_quote_id
) as fresh
where stored.quote_id = fresh.quote_id;
