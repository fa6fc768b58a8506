-- One row per quote, with the pieces of what is said and whom it is said to be by.
select
    documents.source_path,
    documents.text,
    quotes.speaker_name,
    quotes.speaker_text,
    list((quote_spans.start_char, quote_spans.end_char)) as content,
from documents
inner join quotes using (document_id)
inner join quote_spans using (quote_id)
where quote_spans.part = 'content'
group by quotes.quote_id, documents.source_path, documents.text, quotes.speaker_name, quotes.speaker_text
order by sum(quote_spans.end_char - quote_spans.start_char), quotes.quote_id
