-- One row per quote, with the words it covers and what the warehouse says of its speaker.
select
    quotes.quote_id,
    documents.source_path,
    documents.text,
    quotes.quote_type,
    quotes.speaker_name,
    quotes.speaker_text,
    quotes.cue_text,
    list(quote_spans.start_char order by quote_spans.part_index) as starts,
    list(quote_spans.end_char order by quote_spans.part_index) as ends,
from quotes
inner join documents using (document_id)
inner join quote_spans using (quote_id)
where quote_spans.part = 'content'
group by all
order by quotes.quote_id
