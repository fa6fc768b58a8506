-- Which documents the step brings, and the version each becomes. The same bytes and the same text,
-- analysed anew, are no new version.
create or replace temp table step_documents as
with incoming as (
  select
    document_id,
    collection,
    source_path,
    content_hash,
    text_hash,
    title,
    char_count,
    is_analysed,
    fingerprint,
    ingested_at,
    run_id,
    generation,
  from incoming_documents
),
latest as (
  select document_id, version, content_hash, text_hash, is_removed
  from main.document_versions
  semi join incoming using (document_id)
  qualify row_number() over (partition by document_id order by version desc) = 1
),
counted as (
  select document_id, count(*) as quote_count
  from incoming_quotes
  group by document_id
)
select
  incoming.*,
  coalesce(quote_count, 0) as quote_count,
  latest.version is null
    or latest.is_removed
    or latest.content_hash <> incoming.content_hash
    or latest.text_hash <> incoming.text_hash as is_new_version,
  coalesce(latest.version, 0) + is_new_version::bigint as version,
from incoming
left join latest using (document_id)
left join counted using (document_id);

update main.document_versions as known
set is_current = false
from step_documents as step
where known.document_id = step.document_id and known.is_current and step.is_new_version;

update main.document_versions as known
set
  title = step.title,
  char_count = step.char_count,
  quote_count = step.quote_count,
  is_analysed = step.is_analysed,
  fingerprint = step.fingerprint
from step_documents as step
where known.document_id = step.document_id
  and known.version = step.version
  and not step.is_new_version;

insert into main.document_versions by name
select
  document_id,
  version,
  collection,
  source_path,
  content_hash,
  text_hash,
  title,
  char_count,
  quote_count,
  is_analysed,
  fingerprint,
  ingested_at as seen_at,
  run_id,
  true as is_current,
  false as is_removed,
from step_documents
where is_new_version;

create or replace temp table step_leaving as select document_id from step_documents;
