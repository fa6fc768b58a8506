-- Whether the build holds tables at all.
select 1
from duckdb_tables()
where database_name = 'build' and schema_name = 'internal' and table_name = 'definitions'
