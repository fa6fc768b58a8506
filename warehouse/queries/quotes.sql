-- Quotes, newest first; a condition that is null leaves everything in.
with wanted_speakers as (
  select entity_id
  from main.entities
  where contains(strip_accents(lower(name)), strip_accents(lower($speaker)))
    or list_contains(
      list_transform(aliases, lambda alias: strip_accents(lower(alias))),
      strip_accents(lower($speaker))
    )
    or entity_id = $speaker
),
wanted_topics as (
  select quote_id
  from main.quote_entities
  join main.entities using (entity_id)
  where contains(strip_accents(lower(name)), strip_accents(lower($about)))
    or list_contains(
      list_transform(aliases, lambda alias: strip_accents(lower(alias))),
      strip_accents(lower($about))
    )
    or entity_id = $about
)
select
  speaker,
  text,
  said,
  quote_type,
  said_at,
  published_at,
  publisher,
  title,
  source_path,
  start_char,
  end_char,
  cue_text,
  is_negated,
  speaker_role,
  speaker_text,
  speaker_of,
  speaker_resolution,
  confidence,
  url,
  prefix,
  suffix,
  is_copy,
  quote_id,
  document_id,
  speaker_id,
  parent_quote_id,
from main.v_quotes
where (
    $speaker is null
    or speaker_id in (select entity_id from wanted_speakers)
    or contains(strip_accents(lower(speaker)), strip_accents(lower($speaker)))
  )
  and ($about is null or quote_id in (select quote_id from wanted_topics))
  and ($since is null or coalesce(said_at, published_at) >= $since::date)
  and ($until is null or coalesce(said_at, published_at) < $until::date + interval 1 day)
  and ($quote_type is null or quote_type = $quote_type)
  and (
    $document is null
    or document_id = $document
    or source_path = $document
    or ends_with(source_path, '/' || $document)
  )
  and (
    $text is null
    or contains(strip_accents(lower(text)), strip_accents(lower($text)))
  )
  and ($copies or not is_copy)
order by coalesce(said_at, published_at) desc nulls last, source_path, start_char, quote_id
limit $limit
