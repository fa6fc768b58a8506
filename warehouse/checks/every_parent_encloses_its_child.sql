-- error: a quote inside a quote lies between the first and last character of its parent.
select child.quote_id, child.parent_quote_id
from quotes as child
left join quotes as parent
  on parent.quote_id = child.parent_quote_id and parent.document_id = child.document_id
where child.parent_quote_id is not null
  and not coalesce(
    parent.start_char <= child.start_char
      and child.end_char <= parent.end_char
      and parent.quote_id <> child.quote_id,
    false
  )
