-- The mentions of some documents in reading order; one without a label has its entity's type.
select
  document_id,
  start_char,
  end_char,
  coalesce(label, entity_type) as label,
  entity_id,
  confidence,
from main.mentions
left join main.entities using (entity_id)
where document_id in (select unnest($documents))
order by document_id, start_char, mention_id
