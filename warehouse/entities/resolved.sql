-- One row per named cluster and the entity it is. A person of one word joins the only full name
-- with that family name, unless some document speaks of both as two.
create or replace temp table resolved as
with full_names as (
  select distinct family_key, name_key
  from named
  where class = 'PERSON' and family_key is not null and contains(name_key, ' ')
),
sole as (
  select family_key, any_value(name_key) as full_key
  from full_names
  group by family_key
  having count(*) = 1
),
short_names as (
  select cluster_id, document_id, name_key as family_key
  from named
  where class = 'PERSON' and not contains(name_key, ' ')
),
contradicted as (
  select distinct short_names.family_key
  from short_names
  join sole using (family_key)
  join named
    on named.document_id = short_names.document_id
    and named.name_key = full_key
    and named.class = 'PERSON'
),
joined as (
  select cluster_id, full_key
  from short_names
  join sole using (family_key)
  anti join contradicted using (family_key)
)
select
  named.*,
  coalesce(full_key, name_key) as entity_key,
  left(md5(class || chr(31) || entity_key), 20) as entity_id,
from named
left join joined using (cluster_id)
