-- What the file that is about to be copied shows.
insert into internal.publication (lake, corrections, known_names, definitions, published_at)
values ($lake, $corrections, $known_names, $definitions, $published_at)
