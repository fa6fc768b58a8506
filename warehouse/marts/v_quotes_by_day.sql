-- One row per day of publication, speaker and publisher. Quotes in copied documents count once.
select
  published_at::date as day, -- Day of publication in the session's time zone; null when undated.
  coalesce(speaker_name, speaker_text) as speaker, -- Full name, or the source as written.
  speaker_id, -- The speaker's entity, null when the text names none.
  publisher, -- Who published the documents.
  collection, -- The name of the folder that was ingested.
  count(*) as quotes, -- Quotes.
  count(*) filter (where quote_type = 'direct') as direct_quotes, -- Those in quotation marks.
  count(distinct document_id) as documents, -- Documents with at least one of them.
from quotes
join documents using (document_id)
where quotes.duplicate_of is null
group by all
