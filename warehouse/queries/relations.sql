-- The tables and views that can be exported.
select table_name
from information_schema.tables
where table_catalog = 'onrecord' and table_schema = 'main'
order by table_name
