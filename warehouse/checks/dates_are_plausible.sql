-- warning: a document was published between the first newspapers and tomorrow.
select document_id, published_at, published_source
from documents
where published_at < timestamptz '1600-01-01 00:00:00+00'
  or published_at > ingested_at + interval 1 day
