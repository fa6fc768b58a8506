-- What the unnamed people and bodies of an entity say, newest first; copies count once.
select *
from main.v_quotes
where speaker_of_id = $entity_id and not is_copy
order by coalesce(said_at, published_at) desc nulls last, source_path, start_char, quote_id
limit $limit
