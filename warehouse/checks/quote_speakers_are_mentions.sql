-- error: where a speaker is mentioned, it is in the same document and of the speaker's chain.
select quote_id, mention_id
from quote_speakers
anti join mentions using (mention_id, document_id, cluster_id)
where mention_id is not null
