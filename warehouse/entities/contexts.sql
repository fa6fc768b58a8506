-- What the documents of touched clusters tell about everything in them: the countries they speak of
-- most, with their shares, and the full names of people and bodies that nobody knows beforehand.
create or replace temp table contexts as
with touched_documents as (
  select distinct document_id
  from named
  semi join touched using (cluster_id)
),
near as (
  select
    document_id,
    named.class,
    named.name_key,
    mention_count,
    country_code,
    known.item_id is not null as is_known,
  from named
  semi join touched_documents using (document_id)
  left join internal.known_names as known
    on known.class = named.class
    and known.name_key = named.name_key
    and is_first
    and is_sure
    and confidence >= 0.9
),
counted as (
  select document_id, country_code, sum(mention_count) as mentions
  from near
  where country_code is not null
  group by document_id, country_code
),
countries as (
  select
    document_id,
    list(country_code order by country_code) filter (where mentions * 3 >= most) as places,
    map_from_entries(list((country_code, mentions / total))) as shares,
  from (
    select
      *,
      max(mentions) over (partition by document_id) as most,
      sum(mentions) over (partition by document_id) as total,
    from counted
  )
  group by document_id
),
company as (
  select document_id, list(name_key order by name_key) as company
  from (
    select document_id, name_key
    from near
    where class in ('PERSON', 'ORG') and contains(name_key, ' ') and not is_known
    qualify row_number() over (
      partition by document_id
      order by mention_count desc, name_key
    ) <= 40
  )
  group by document_id
)
select
  document_id,
  collection,
  published_at::date - date '1970-01-01' as day,
  coalesce(places, []) as places,
  shares,
  coalesce(company, []) as company,
from main.documents
semi join touched_documents using (document_id)
left join countries using (document_id)
left join company using (document_id);
