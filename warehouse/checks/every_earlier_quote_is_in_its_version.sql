-- error: the text at start_char:end_char of the version is the text that stands beside it.
select id, start_char, text
from internal.misplaced
where place = 'earlier_quotes'
