-- error: no version of a document has two quotes of the same quote_id.
select document_id, version, quote_id
from earlier_quotes
group by document_id, version, quote_id
having count(*) > 1
