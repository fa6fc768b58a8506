-- The quotes that fit every filter; one that is null leaves everything in. It follows `meant`;
-- counts and lists follow it.
, matching as (
  select
    quote_id,
    document_id,
    speaker_id,
    "at",
    source_path,
    start_char,
  from main.v_quotes
  where (
      $speaker is null
      or quote_id in (
        select quote_id
        from main.quote_speakers
        where entity_id in (select key from meant where part = 'speaker' and kind = 'entity')
      )
      or speaker_id is null
        and speaker in (select key from meant where part = 'speaker' and kind = 'written')
    )
    and (
      $people_of is null
      or speaker_of_id in (select key from meant where part = 'people_of')
    )
    and (
      $about is null
      or quote_id in (
        select quote_id
        from main.quote_entities
        where role = 'about' and entity_id in (select key from meant where part = 'about')
      )
    )
    and ($types::varchar[] is null or list_contains($types::varchar[], quote_type))
    and ($kind is null or attribution_kind = $kind)
    and ($since::date is null or "at" >= $since::date)
    and ($until::date is null or "at" < $until::date + interval 1 day)
    and (
      $document is null
      or document_id in (
        select document_id
        from documents_meant
        where removed_at is null and fit <= 3
        qualify dense_rank() over (order by fit) = 1
      )
    )
    and (
      $source is null
      or publisher in (select key from meant where part = 'source')
      or collection in (select key from meant where part = 'source')
    )
    and (
      $words::varchar[] is null
      or list_bool_and(
        list_transform(
          $words::varchar[],
          lambda word: contains(strip_accents(lower(said)), strip_accents(lower(word)))
        )
      )
    )
    and ($copies or not is_copy)
)
