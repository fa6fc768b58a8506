-- The quotes of a document in the order in which they stand there.
select *
from main.v_quotes
where document_id = $document_id
order by start_char, end_char desc, quote_id
