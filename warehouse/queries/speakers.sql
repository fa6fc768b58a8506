-- Speakers, most quoted first.
select *
from main.v_speakers
where $name is null
  or contains(strip_accents(lower(speaker)), strip_accents(lower($name)))
  or contains(strip_accents(lower(aliases)), strip_accents(lower($name)))
order by quotes desc, speaker, speaker_id
limit $limit
