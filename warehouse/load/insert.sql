-- The rows of the step, by the names of their columns.
insert into main.documents by name
select incoming.* replace (step_documents.version as version)
from read_parquet(getvariable('documents')) as incoming
join step_documents using (document_id);
insert into main.chunks by name from read_parquet(getvariable('chunks'));
insert into main.mentions by name from read_parquet(getvariable('mentions'));
insert into main.clusters by name from read_parquet(getvariable('clusters'));
insert into main.quotes by name from read_parquet(getvariable('quotes'));
insert into main.quote_spans by name from read_parquet(getvariable('quote_spans'));
insert into main.quote_entities by name from read_parquet(getvariable('quote_entities'));
