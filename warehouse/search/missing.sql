-- How many texts the index lacks, and their numbers.
select min(number), max(number), count(*)
from missing
