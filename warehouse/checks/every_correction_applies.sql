-- warning: every correction in the log can be read and applied.
select override_id, line, reason
from overrides
where state in ('conflict', 'malformed')
