-- The documents that a word can mean, present and removed, with how well it fits: 1 an id, a path
-- (after its collection, too) or an address; 2 the last parts of a path; 3 the last words of a path
-- or eight digits and more of an id; 4 any beginning of an id or path, any end of a path. Questions
-- about quotes begin with this.
with known as (
  select document_id, collection, source_path, url, null as removed_at
  from main.documents
  union all by name
  select document_id, collection, source_path, max(seen_at) as removed_at
  from main.document_versions
  anti join main.documents using (document_id)
  where is_removed
  group by document_id, collection, source_path
),
documents_meant as (
  select
    document_id,
    collection,
    source_path,
    removed_at,
    case
      when $document in (document_id, source_path, url) then 1
      when concat(collection, '/', source_path) = $document then 1
      when ends_with(source_path, concat('/', $document)) then 2
      when ends_with(source_path, $document)
        and not regexp_matches(source_path[-1 - len($document)], '[\p{L}\p{N}]') then 3
      when starts_with(document_id, $document) then if(len($document) >= 8, 3, 4)
      when starts_with(source_path, $document) or ends_with(source_path, $document) then 4
    end as fit,
  from known
  where fit is not null
)
