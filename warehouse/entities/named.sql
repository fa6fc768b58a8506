-- The named clusters that can be entities, each with the class within which equal keys may be one
-- thing: places, however typed, are one class, and figures and dates are no things. The stamp
-- changes with everything that its document tells.
create or replace temp table named as
select
  cluster_id,
  document_id,
  label,
  case when label in ('GPE', 'LOC', 'FAC') then 'PLACE' else label end as class,
  name,
  name_key,
  coalesce(block_key, name_key) as block_key,
  given_keys,
  first_keys,
  alias_keys,
  context_keys,
  family_key,
  role,
  affiliation,
  clusters.aliases,
  mention_count,
  published_at,
  concat_ws(' ', documents.run_id, fingerprint, text_hash) as stamp,
from main.clusters
join main.documents using (document_id)
where name is not null
  and name_key <> ''
  and label not in ('DATE', 'TIME', 'MONEY', 'PERCENT', 'QUANTITY', 'CARDINAL', 'ORDINAL');
