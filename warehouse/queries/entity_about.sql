-- What is said about an entity, newest first; copies count once.
select *
from main.v_quotes
where not is_copy
  and quote_id in (
    select quote_id
    from main.quote_entities
    where entity_id = $entity_id and role = 'about'
  )
order by coalesce(said_at, published_at) desc nulls last, source_path, start_char, quote_id
limit $limit
