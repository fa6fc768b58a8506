-- The highest generation that ever brought anything, be it lost since.
select greatest(
  (select coalesce(max(generation), 0) from internal.loads),
  (select coalesce(max(generation), 0) from internal.sources),
  (select coalesce(max(generation), 0) from internal.reject_generations)
)
