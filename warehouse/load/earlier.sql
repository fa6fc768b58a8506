-- What leaves the tables and is no current version any more stays as an earlier one, with speakers
-- as it names them itself: who they are found to be changes with other documents. A version that
-- is only analysed anew leaves nothing behind.
create or replace temp table step_earlier as
select document_id, version, documents.text
from main.documents
semi join step_leaving using (document_id)
join main.document_versions as known using (document_id, version)
where not known.is_current;

update main.document_versions as known
set text = step.text
from step_earlier as step
where known.document_id = step.document_id and known.version = step.version;

insert into main.earlier_quotes by name
select
  quote_id,
  quotes.document_id,
  version,
  quote_type,
  attribution_kind,
  coalesce(clusters.name, speaker_text) as speaker,
  cue_text,
  is_negated,
  quotes.text,
  said,
  start_char,
  end_char,
from main.quotes
join step_earlier using (document_id)
left join main.clusters on cluster_id = speaker_cluster_id;
