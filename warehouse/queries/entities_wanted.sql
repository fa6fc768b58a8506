-- The entities that fit every wish; one that is null leaves everything in. Names match anywhere,
-- without case and accents. The list and its count begin with this.
with wanted as (
  select *
  from main.entities
  where ($types::varchar[] is null or list_contains($types::varchar[], entity_type))
    and ($country is null or country_code = upper($country))
    and (not $curated or is_curated)
    and (
      $search is null
      or contains(strip_accents(lower(name)), strip_accents(lower($search)))
      or contains(
        strip_accents(lower(array_to_string(aliases, chr(10)))),
        strip_accents(lower($search))
      )
      or len($search) >= 4 and starts_with(entity_id, lower($search))
    )
)
