-- The blocks in which something has come, changed or gone; only they are decided again. Where equal
-- keys are one thing, a cluster is decided by itself.
create or replace temp table touched as
with known as (select cluster_id, stamp, class, block_key from internal.identities),
arrived as (
  select cluster_id, class, block_key
  from named
  anti join known using (cluster_id, stamp, class, block_key)
),
gone as (
  select cluster_id, class, block_key
  from known
  anti join named using (cluster_id, stamp, class, block_key)
),
blocks as (
  select class, block_key from arrived where class in ('PERSON', 'ORG')
  union
  select class, block_key from gone where class in ('PERSON', 'ORG')
)
select cluster_id
from named
semi join blocks using (class, block_key)
union
select cluster_id
from arrived;

delete from internal.identities
where cluster_id not in (select cluster_id from named)
  or cluster_id in (select cluster_id from touched);

delete from internal.cluster_links
where cluster_id not in (select cluster_id from named)
  or cluster_id in (select cluster_id from touched);
