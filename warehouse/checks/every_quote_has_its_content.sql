-- error: every quote has pieces of content, the first begins and the last ends where it does.
select quote_id, start_char, end_char
from quotes
left join (
  select quote_id, min(start_char) as first_char, max(end_char) as last_char
  from quote_spans
  where part = 'content'
  group by quote_id
) as content using (quote_id)
where start_char is distinct from first_char or end_char is distinct from last_char
