-- error: the speaker of a quote is the first of its speakers, by the same entity.
select quote_id, speaker_id
from quotes
left join (
  select quote_id, entity_id as speaker_id, true as is_listed
  from quote_speakers
  where is_first
) using (quote_id, speaker_id)
where speaker_id is not null and is_listed is null
