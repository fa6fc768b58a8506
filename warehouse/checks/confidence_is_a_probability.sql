-- error: every confidence lies between 0 and 1.
select mention_id as id, confidence from mentions where confidence not between 0 and 1
union all
select quote_id as id, confidence from quotes where confidence not between 0 and 1
union all
select document_id as id, language_confidence as confidence
from documents
where language_confidence not between 0 and 1
union all
select entity_id as id, confidence from entity_links where confidence not between 0 and 1
