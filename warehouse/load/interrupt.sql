-- The build has one writer: whoever still says `running` when another begins was killed, and so was
-- whoever says `published` though the published file does not know of it.
update main.runs
set status = 'interrupted'
where status = 'running' or (status = 'published' and run_number > $shown)
