-- The touched clusters about which their block decides: people, and bodies that are not known.
select
  named.class,
  named.block_key,
  cluster_id,
  document_id,
  name_key,
  given_keys,
  first_keys,
  alias_keys,
  string_split(role, ' ') as roles,
  list_filter(context_keys, lambda key: not list_contains(coalesce(country_keys, []), key)) as bodies,
  homes,
from named
semi join touched using (cluster_id)
left join (select cluster_id from candidates where is_best) as known_bodies using (cluster_id)
left join (
  select
    cluster_id,
    list_distinct(list(name_key)) as country_keys,
    list_distinct(list(country_code)) as homes,
  from (
    select cluster_id, unnest(context_keys) as name_key
    from named
    semi join touched using (cluster_id)
  ) as told
  join internal.known_names as known using (name_key)
  where known.class in ('PLACE', 'NORP') and is_first and known.confidence >= 0.95 and country_code is not null
  group by cluster_id
) using (cluster_id)
where named.class = 'PERSON' or (named.class = 'ORG' and known_bodies.cluster_id is null)
order by named.class, named.block_key, cluster_id;
