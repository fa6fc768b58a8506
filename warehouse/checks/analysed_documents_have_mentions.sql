-- warning: a document of more than 200 words that was analysed mentions something.
select document_id, source_path, word_count
from documents
anti join mentions using (document_id)
where is_analysed and word_count > 200
