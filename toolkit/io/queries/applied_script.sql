-- The text of one script as it was applied.
select h.script
from toolkit.history as h
where h.system_name = %(system)s and h.service_name = %(service)s and h.script_number = %(number)s;
