-- The quotes that a person can mean by an id or by its beginning: those that stand now, else those
-- of earlier versions of a document.
with known as (
  select quote_id, document_id, false as is_earlier
  from main.quotes
  union all
  select distinct quote_id, document_id, true
  from main.earlier_quotes
  anti join main.quotes using (quote_id)
)
select quote_id, document_id, is_earlier
from known
where starts_with(quote_id, lower($quote))
qualify dense_rank() over (order by quote_id <> lower($quote), is_earlier) = 1
order by quote_id
limit 11
