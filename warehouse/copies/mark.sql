-- Documents of the same text are copies of the earliest, those of a near one of its original; a
-- quote of a copy repeats the quote of the original that has the same words.
create or replace temp table copies as
with texts as (
  select
    document_id,
    text_hash,
    first_value(document_id) over (
      partition by text_hash
      order by published_at nulls last, source_path, collection, document_id
    ) as earliest_id,
  from main.documents
  where char_count > 0
),
originals as (
  select step_near.text_hash, similarity, any_value(earliest_id) as original_id
  from step_near
  join texts on texts.text_hash = original_hash
  group by step_near.text_hash, similarity
)
select
  document_id,
  coalesce(original_id, earliest_id) as original_id,
  if(original_id is null, 'exact', 'near') as kind,
  coalesce(similarity, 1.0) as score,
from texts
left join originals using (text_hash)
where document_id <> coalesce(original_id, earliest_id);

update main.documents as stored
set
  duplicate_of = fresh.original_id,
  duplicate_kind = fresh.kind,
  duplicate_score = fresh.score
from (
  select document_id, original_id, kind, score
  from main.documents
  left join copies using (document_id)
  where duplicate_of is distinct from original_id
    or duplicate_kind is distinct from kind
    or duplicate_score is distinct from score
) as fresh
where stored.document_id = fresh.document_id;

update main.quotes as stored
set duplicate_of = fresh.original_quote_id
from (
  with involved as (
    select
      quote_id,
      document_id,
      trim(regexp_replace(lower(said), '[^\pL\pN]+', ' ', 'g')) as words,
      start_char,
      end_char,
      cue_start_char,
      speaker_start_char,
    from main.quotes
    where document_id in (
      select document_id from copies
      union all
      select original_id from copies
    )
  ),
  ranked as (
    select
      quote_id,
      document_id,
      words,
      row_number() over (
        partition by document_id, words
        order by start_char, end_char, cue_start_char, speaker_start_char, quote_id
      ) as place,
    from involved
  ),
  paired as (
    select ranked.quote_id, original.quote_id as original_quote_id
    from ranked
    join copies using (document_id)
    join ranked as original
      on original.document_id = copies.original_id
      and original.words = ranked.words
      and original.place = ranked.place
  )
  select quote_id, original_quote_id
  from main.quotes
  left join paired using (quote_id)
  where duplicate_of is distinct from original_quote_id
) as fresh
where stored.quote_id = fresh.quote_id;
