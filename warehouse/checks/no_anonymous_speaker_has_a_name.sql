-- warning: whoever is kept unnamed has no name, unless a correction gives one.
select quote_id, speaker_id
from quotes
where is_anonymous and speaker_id is not null
