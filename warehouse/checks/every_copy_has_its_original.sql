-- error: the original of a copy is a document that is no copy itself.
select copies.document_id, copies.duplicate_of
from documents as copies
left join documents as originals on originals.document_id = copies.duplicate_of
where copies.duplicate_of is not null
  and (originals.document_id is null or originals.duplicate_of is not null)
