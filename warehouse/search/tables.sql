-- The search index: texts are numbered, since numbers that rise compress to next to nothing.
create table internal.indexed_quotes (
  number bigint not null,
  quote_id varchar not null,
  length integer not null,
  hash ubigint not null
);
create table internal.indexed_chunks (
  number bigint not null,
  chunk_id varchar not null,
  length integer not null,
  hash ubigint not null
);
create table internal.quote_terms (
  term varchar not null,
  number bigint not null,
  hits integer not null
);
create table internal.chunk_terms (
  term varchar not null,
  number bigint not null,
  hits integer not null
);
comment on table internal.indexed_quotes is 'One row per quote in the search index.';
comment on table internal.indexed_chunks is 'One row per chunk in the search index.';
comment on table internal.quote_terms is 'One row per word of a quote, with how often it occurs.';
comment on table internal.chunk_terms is 'One row per word of a chunk, with how often it occurs.';
