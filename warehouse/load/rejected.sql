-- The source files of a collection from which something could not be read.
select distinct source_file
from main.rejects
where collection = $collection and not is_resolved
