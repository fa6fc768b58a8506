-- Every table that the build holds.
select schema_name, table_name
from duckdb_tables()
where database_name = 'build'
order by schema_name, table_name
