-- How much there is, and how the last run ended.
with last_run as (
  select run_id, status, started_at, finished_at, seconds
  from main.runs
  order by run_number desc, run_id desc
  limit 1
)
select
  (select count(*) from main.documents) as documents,
  (select count(*) from main.documents where duplicate_of is not null) as copies,
  (select coalesce(sum(word_count), 0)::bigint from main.documents) as words,
  (select count(*) from main.quotes) as quotes,
  (select count(*) from main.quotes where duplicate_of is not null) as quotes_of_copies,
  (select count(*) from main.quotes where speaker_id is not null) as quotes_with_speaker,
  (select count(distinct entity_id) from main.quote_speakers) as speakers,
  (select count(*) from main.mentions) as mentions,
  (select count(*) from main.entities) as entities,
  (select count(*) from main.rejects where not is_resolved) as rejects,
  (select count(*) from main.overrides where state = 'applied' and action <> 'undo')
    as corrections,
  (select count(*) from main.overrides where state in ('conflict', 'malformed'))
    as corrections_failed,
  (
    select reason
    from main.overrides
    where state in ('conflict', 'malformed')
    order by line desc
    limit 1
  ) as correction_failure,
  (select min(published_at) from main.documents) as first_published_at,
  (select max(published_at) from main.documents) as last_published_at,
  (select run_id from last_run) as run_id,
  (select status from last_run) as run_status,
  (select started_at from last_run) as run_started_at,
  (select finished_at from last_run) as run_finished_at,
  (select seconds from last_run) as run_seconds,
  (
    select count(*)
    from main.checks
    semi join last_run using (run_id)
    where not is_passed
  ) as checks_failed,
