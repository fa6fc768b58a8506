-- What an attached file holds, the oldest DuckDB that opens it, and the bytes of its used blocks.
select
    (select count(*) from file.documents) as documents,
    tags['storage_version'] as storage_version,
    block_size * used_blocks as used_bytes,
from duckdb_databases()
join pragma_database_size() using (database_name)
where database_name = 'file'
