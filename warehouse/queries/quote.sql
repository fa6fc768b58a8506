-- One quote, and whether somebody has corrected who its speaker is.
select v_quotes.*, coalesce(is_curated, false) as is_curated
from main.v_quotes
left join main.entities on entity_id = speaker_id
where quote_id = $quote_id
