-- The rows of the step, by the names of their columns.
insert into main.documents by name
select incoming.* replace (step_documents.version as version)
from read_parquet(getvariable('documents'), union_by_name = true) as incoming
join step_documents using (document_id);
insert into main.chunks by name
from read_parquet(getvariable('chunks'), union_by_name = true);
insert into main.mentions by name
from read_parquet(getvariable('mentions'), union_by_name = true);
insert into main.clusters by name
from read_parquet(getvariable('clusters'), union_by_name = true);
insert into main.roles by name
from read_parquet(getvariable('roles'), union_by_name = true);
insert into main.quotes by name
from read_parquet(getvariable('quotes'), union_by_name = true);
insert into main.quote_spans by name
from read_parquet(getvariable('quote_spans'), union_by_name = true);
insert into main.quote_entities by name
from read_parquet(getvariable('quote_entities'), union_by_name = true);
