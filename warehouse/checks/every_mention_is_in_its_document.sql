-- error: the text at start_char:end_char of the document is the text that stands beside it.
select mention_id, mentions.start_char, mentions.text
from mentions
left join documents using (document_id)
where mentions.text is distinct from documents.text[start_char + 1 : end_char]
