-- The batches whose rows are in the tables, in a lasting order.
select generation, batch_id
from internal.loads
order by generation, batch_id
