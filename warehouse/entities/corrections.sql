-- What the corrections of people come to: clusters go to the entity they are of, those of no entity
-- leave, and what was chosen for an entity waits for its row.
alter table resolved add column is_own boolean default true;
update resolved
set entity_id = moved.entity_id, is_own = moved.is_own
from step_moved as moved
where moved.cluster_id = resolved.cluster_id and moved.entity_id is not null;

create or replace temp table ignored as
select cluster_id from step_moved where entity_id is null;
delete from resolved where cluster_id in (select cluster_id from ignored);

create or replace temp table curated as
select * from step_curated;

delete from main.overrides;
insert into main.overrides by name select * from step_overrides;
delete from internal.applied_log;
insert into internal.applied_log values (getvariable('log_digest'));
