-- error: the text at start_char:end_char of the document is the text that stands beside it.
select chunk_id, chunks.start_char, chunks.text
from chunks
left join documents using (document_id)
where chunks.text is distinct from documents.text[start_char + 1 : end_char]
