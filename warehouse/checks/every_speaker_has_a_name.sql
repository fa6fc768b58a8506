-- error: a quote that knows its speaker knows the speaker's name.
select quote_id, speaker_id
from quotes
where speaker_id is not null and coalesce(speaker_name, '') = ''
