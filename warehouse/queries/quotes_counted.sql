-- How many quotes match, in how many documents, by how many named speakers.
select
  count(*) as quotes,
  count(distinct document_id) as documents,
  (select count(distinct entity_id) from main.quote_speakers semi join matching using (quote_id))
    as speakers,
from matching
