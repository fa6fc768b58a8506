-- error: the text at start_char:end_char of the document is the text that stands beside it.
select quote_id, quotes.start_char, quotes.text
from quotes
left join documents using (document_id)
where quotes.text is distinct from documents.text[start_char + 1 : end_char]
