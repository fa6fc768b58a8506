-- Whom and what the names of a question stand for: the rule is told in warehouse/quote_query.py.
-- `meant` holds the ids of entities, sources as written (such as `officials`) that are no entity,
-- and publishers and folders. It follows `documents_meant`; `matching` follows it.
, asked as (
  select part, kinds, word, strip_accents(lower(word)) as folded
  from (
    values
      ('speaker', ['entity', 'written'], $speaker::varchar),
      ('people_of', ['entity'], $people_of::varchar),
      ('about', ['entity'], $about::varchar),
      ('source', ['source'], $source::varchar)
  ) as given(part, kinds, word)
  where word is not null
),
written as (
  select distinct coalesce(speaker_name, speaker_text) as name
  from main.quotes
  where $speaker is not null and speaker_id is null
),
sources as (
  select publisher as name from main.documents where $source is not null
  union
  select collection from main.documents where $source is not null
),
called as (
  select 'entity' as kind, entity_id as key, name, true as is_whole from main.entities
  union all
  select 'entity', entity_id, unnest(aliases), false from main.entities
  union all
  select 'written', name, name, false from written
  union all
  select 'source', name, name, true from sources
),
folded_names as (
  select kind, key, strip_accents(lower(name)) as name, is_whole
  from called
  where name is not null
),
fitting as (
  select
    part,
    kind,
    key,
    case
      when kind = 'entity' and (key = word or len(word) >= 8 and starts_with(key, lower(word)))
        then 1
      when is_whole and name = folded then 1
      when contains(
        concat(' ', regexp_replace(name, '[^\p{L}\p{N}]+', ' ', 'g'), ' '),
        concat(' ', trim(regexp_replace(folded, '[^\p{L}\p{N}]+', ' ', 'g')), ' ')
      ) then 2
      else 3
    end as fit,
  from asked
  join folded_names
    on list_contains(kinds, kind)
    and (
      contains(name, folded)
      or kind = 'entity' and (key = word or len(word) >= 8 and starts_with(key, lower(word)))
    )
),
meant as (
  select distinct part, kind, key
  from fitting
  qualify dense_rank() over (partition by part order by fit) = 1
)
