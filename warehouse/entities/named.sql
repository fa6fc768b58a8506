-- The named clusters that can be entities, each with the class within which equal keys are one
-- thing: places, however typed, are one class, and figures and dates are no things.
create or replace temp table named as
select
  cluster_id,
  document_id,
  label,
  case when label in ('GPE', 'LOC', 'FAC') then 'PLACE' else label end as class,
  name,
  name_key,
  family_key,
  role,
  affiliation,
  clusters.aliases,
  mention_count,
  published_at,
from main.clusters
join main.documents using (document_id)
where name is not null
  and name_key <> ''
  and label not in ('DATE', 'TIME', 'MONEY', 'PERCENT', 'QUANTITY', 'CARDINAL', 'ORDINAL')
