-- error: what a quote is about is mentioned between its first and its last character.
select quote_id, mention_id
from quote_entities
join quotes using (quote_id)
join mentions using (mention_id)
where role = 'about'
  and (mentions.start_char < quotes.start_char or mentions.end_char > quotes.end_char)
