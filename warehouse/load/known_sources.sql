-- Every part of every source of a collection, as it was last read.
select path, size, mtime_ns, content_hash, part, parts, fingerprint
from internal.sources
where collection = $collection
order by path, part
