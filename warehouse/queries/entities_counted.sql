-- How many entities there are of that kind.
select count(*)
from wanted
