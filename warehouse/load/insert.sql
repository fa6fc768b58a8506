-- The rows of the step, by the names of their columns.
insert into main.documents by name
select incoming.* exclude (generation) replace (step_documents.version as version)
from incoming_documents as incoming
join step_documents using (document_id);
insert into main.chunks by name select * exclude (generation) from incoming_chunks;
insert into main.mentions by name select * exclude (generation) from incoming_mentions;
insert into main.clusters by name select * exclude (generation) from incoming_clusters;
insert into main.roles by name select * exclude (generation) from incoming_roles;
insert into main.quotes by name
select incoming.* exclude (generation)
  replace (coalesce(incoming."at", said_at, published_at) as "at")
from incoming_quotes as incoming
join incoming_documents using (document_id);
insert into main.quote_spans by name select * exclude (generation) from incoming_quote_spans;
insert into main.quote_speakers by name select * exclude (generation) from incoming_quote_speakers;
-- Batches that are older than the table have the first speakers alone.
insert into main.quote_speakers by name
select quote_id, document_id, speaker_cluster_id as cluster_id, 'speaker' as role, true as is_first
from incoming_quotes
anti join incoming_quote_speakers using (quote_id)
where speaker_cluster_id is not null;
insert into main.quote_entities by name select * exclude (generation) from incoming_quote_entities;
