-- error: char_count is the length of the text.
select document_id, char_count
from documents
where char_count <> length(text)
