-- Publishers, and the collections that documents came in, most documents first.
with named as (
  select publisher as name from main.documents where publisher is not null
  union all
  select collection from main.documents
)
select name
from named
group by name
order by count(*) desc, name
limit $limit
