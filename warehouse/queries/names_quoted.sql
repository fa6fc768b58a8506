-- The names of speakers, most quoted first; copies count once.
select speaker as name
from main.v_speakers
group by name
order by sum(quotes) desc, name
limit $limit
