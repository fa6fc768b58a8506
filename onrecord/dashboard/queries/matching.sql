-- The quotes that fit every filter; a filter that is null leaves everything in. Each query of the
-- quotes page begins with this. Names and words match anywhere, without case and accents.
with speakers as (
  select entity_id
  from main.entities
  where entity_id = $speaker
    or contains(strip_accents(lower(name)), strip_accents(lower($speaker)))
    or list_contains(
      list_transform(aliases, lambda alias: strip_accents(lower(alias))),
      strip_accents(lower($speaker))
    )
),
topics as (
  select quote_id
  from main.quote_entities
  join main.entities using (entity_id)
  where entity_id = $about
    or contains(strip_accents(lower(name)), strip_accents(lower($about)))
    or list_contains(
      list_transform(aliases, lambda alias: strip_accents(lower(alias))),
      strip_accents(lower($about))
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
      or contains(strip_accents(lower(speaker)), strip_accents(lower($speaker)))
    )
    and ($about is null or quote_id in (select quote_id from topics))
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
