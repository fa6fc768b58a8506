-- The quotes that fit every filter; a filter that is null leaves everything in. Each query of the
-- quotes page begins with this. A name that an entity has stands for it; else names, like words,
-- match anywhere, without case and accents.
with named_speakers as (
  select entity_id
  from main.entities
  where $speaker in (name, entity_id)
),
speakers as (
  select entity_id from named_speakers
  union all
  select entity_id
  from main.entities
  where not exists (from named_speakers)
    and (
      contains(strip_accents(lower(name)), strip_accents(lower($speaker)))
      or list_contains(
        list_transform(aliases, lambda alias: strip_accents(lower(alias))),
        strip_accents(lower($speaker))
      )
    )
),
named_topics as (
  select entity_id
  from main.entities
  where $about in (name, entity_id)
),
topics as (
  select entity_id from named_topics
  union all
  select entity_id
  from main.entities
  where not exists (from named_topics)
    and (
      contains(strip_accents(lower(name)), strip_accents(lower($about)))
      or list_contains(
        list_transform(aliases, lambda alias: strip_accents(lower(alias))),
        strip_accents(lower($about))
      )
    )
),
matching as (
  select
    quote_id,
    document_id,
    speaker_id,
    coalesce(said_at, published_at) as said_or_published_at,
    source_path,
    start_char,
  from main.v_quotes
  where (
      $speaker is null
      or speaker_id in (select entity_id from speakers)
      or not exists (from named_speakers)
        and contains(strip_accents(lower(speaker)), strip_accents(lower($speaker)))
    )
    and (
      $about is null
      or quote_id in (select quote_id from main.quote_entities semi join topics using (entity_id))
    )
    and ($types::varchar[] is null or list_contains($types::varchar[], quote_type))
    and ($kind is null or attribution_kind = $kind)
    and ($since::date is null or coalesce(said_at, published_at) >= $since::date)
    and ($until::date is null or coalesce(said_at, published_at) < $until::date + interval 1 day)
    and ($source is null or publisher = $source or collection = $source)
    and (
      $words::varchar[] is null
      or list_bool_and(
        list_transform(
          $words::varchar[],
          lambda word: contains(strip_accents(lower(text)), strip_accents(lower(word)))
        )
      )
    )
    and ($copies or not is_copy)
)
