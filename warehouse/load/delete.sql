-- Rows of documents that are replaced or gone leave every table.
delete from main.chunks where document_id in (select document_id from step_leaving);
delete from main.mentions where document_id in (select document_id from step_leaving);
delete from main.clusters where document_id in (select document_id from step_leaving);
delete from main.roles where document_id in (select document_id from step_leaving);
delete from main.quotes where document_id in (select document_id from step_leaving);
delete from main.quote_spans where document_id in (select document_id from step_leaving);
delete from main.quote_speakers where document_id in (select document_id from step_leaving);
delete from main.quote_entities where document_id in (select document_id from step_leaving);
delete from main.documents where document_id in (select document_id from step_leaving);
