-- The quotes of a version of a document in the order in which they stand there, with speakers as
-- that version names them.
with told as (
  select
    quote_id,
    quotes.document_id,
    quote_type,
    coalesce(clusters.name, speaker_text) as speaker,
    cue_text,
    is_negated,
    said,
    start_char,
    end_char,
  from main.quotes
  left join main.clusters on cluster_id = speaker_cluster_id
  where quotes.document_id = $document_id
)
select quote_id, quote_type, speaker, cue_text, is_negated, said, start_char, end_char
from told
join main.documents using (document_id)
where version = $version
union all
select quote_id, quote_type, speaker, cue_text, is_negated, said, start_char, end_char
from main.earlier_quotes
where document_id = $document_id and version = $version
order by start_char, end_char desc, quote_id
