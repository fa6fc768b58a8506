-- How many quotes match, in how many documents, by how many named speakers.
select
  count(*) as quotes,
  count(distinct document_id) as documents,
  count(distinct speaker_id) as speakers,
from matching
