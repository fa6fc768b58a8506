-- The build has one writer: whoever still says `running` when another begins was killed.
update main.runs set status = 'interrupted' where status = 'running'
