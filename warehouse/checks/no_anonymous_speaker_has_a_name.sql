-- error: whoever is kept unnamed has no name.
select quote_id, speaker_id
from quotes
where is_anonymous and speaker_id is not null
