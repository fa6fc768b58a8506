-- error: a candidate_id names an entity, and stands only where the speaker is open.
select quote_id, candidate_id
from quotes
left join entities on entity_id = candidate_id
where
  (candidate_id is not null and entity_id is null)
  or (candidate_probability is not null and speaker_resolution <> 'unresolved')
