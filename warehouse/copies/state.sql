-- The texts in the order of their first documents, in short: what the candidates follow from.
select
  md5(string_agg(text_hash, '' order by published_at nulls last, source_path, collection, document_id))
    as wanted,
  any_value(digest) as known,
from main.documents
left join internal.compared_state on true
where char_count > 0
