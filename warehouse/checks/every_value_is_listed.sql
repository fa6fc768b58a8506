-- error: a column that is an enumeration holds one of its values, or null.
select table_name, column_name, value
from internal.listed_values
where not is_listed
