-- Where else the text of a document stands, the original first.
select *
from main.v_copies
where original_id in (select original_id from main.v_copies where document_id = $document_id)
  and document_id <> $document_id
order by is_copy, published_at nulls last, source_path, document_id
