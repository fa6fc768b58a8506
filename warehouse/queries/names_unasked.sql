-- Stands for `names_meant` where no name is asked for: a shorter way to no rows.
, meant as (
  select null::varchar as part, null::varchar as kind, null::varchar as key
  limit 0
)
