-- One row per named cluster and the entity it is. Corrections by people apply to this table.
create or replace temp table resolved as
select
  named.*,
  entity_key,
  left(md5(class || chr(31) || entity_key), 20) as entity_id,
from named
join internal.identities using (cluster_id, class, block_key, stamp);
