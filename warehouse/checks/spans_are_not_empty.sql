-- error: a mention, a chunk and a piece of a quote have at least one character.
select mention_id as id from mentions where start_char < 0 or start_char >= end_char
union all
select chunk_id as id from chunks where start_char < 0 or start_char >= end_char
union all
select quote_id as id from quote_spans where start_char < 0 or start_char >= end_char
