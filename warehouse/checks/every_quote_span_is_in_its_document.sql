-- error: the text at start_char:end_char of the document is the text that stands beside it.
select quote_id, quote_spans.start_char, quote_spans.text
from quote_spans
left join documents using (document_id)
where quote_spans.text is distinct from documents.text[start_char + 1 : end_char]
