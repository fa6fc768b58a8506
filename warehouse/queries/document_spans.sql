-- The pieces of a document's quotes, for showing them in the text.
select quote_id, part, part_index, start_char, end_char, text
from main.quote_spans
where document_id = $document_id
order by start_char, end_char desc, quote_id, part
