delete from main.checks where run_id in (select run_id from step_rows);
insert into main.checks by name from step_rows;
