-- The candidates of this state are compared.
delete from internal.compared_state;
insert into internal.compared_state values ($digest);
