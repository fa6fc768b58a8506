-- Every view that the build holds for people.
select view_name
from duckdb_views()
where database_name = 'build' and schema_name = 'main' and not internal
order by view_name
