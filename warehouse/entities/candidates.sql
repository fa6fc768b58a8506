-- Known things that a touched cluster may be, scored: how well-known they are among their namesakes,
-- whether the text says where they lie ("Paris, Texas"), and of which countries it speaks.
create or replace temp table candidates as
with hints as (
  select
    cluster_id,
    list_distinct(list(coalesce(known.region, known.country_code))) as regions,
    list_distinct(list(known.country_code)) as countries,
  from (
    select cluster_id, unnest(context_keys) as name_key
    from named
    semi join touched using (cluster_id)
  ) as told
  join internal.known_names as known using (name_key)
  where known.class in ('PLACE', 'NORP') and is_first and country_code is not null
  group by cluster_id
),
scored as (
  select
    cluster_id,
    known.*,
    weight
    + case
      when named.class <> 'PLACE' or hints.regions is null then 0
      when list_contains(regions, region) or list_contains(regions, country_code) then 5
      else -5
    end
    + 1.2 * coalesce(shares[country_code], 0) as score,
  from named
  semi join touched using (cluster_id)
  join internal.known_names as known using (class, name_key)
  join contexts using (document_id)
  left join hints using (cluster_id)
)
select
  cluster_id,
  class,
  item_id,
  entity_key,
  name,
  wikidata_id,
  country_code,
  source,
  confidence / sum(pow(10, score - best)) over (partition by cluster_id)
  * pow(10, score - best) as confidence,
  place = 1 as is_best,
from (
  select
    *,
    max(score) over (partition by cluster_id) as best,
    row_number() over (partition by cluster_id order by score desc, weight desc, item_id) as place,
  from scored
)
qualify place <= 3;
