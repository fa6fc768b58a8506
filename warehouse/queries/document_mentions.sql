-- The mentions of a document in the order in which they stand there.
select
  mention_id,
  text,
  start_char,
  end_char,
  entity,
  entity_type,
  entity_id,
  mention_type,
  confidence,
from main.v_mentions
where document_id = $document_id
order by start_char, end_char desc, mention_id
