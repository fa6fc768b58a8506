delete from main.runs where run_id in (select run_id from step_rows);
insert into main.runs by name from step_rows;
