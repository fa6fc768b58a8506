-- What the build keeps for itself: which batches it holds, and what is known of each source.
create schema internal;
create table internal.definitions (name varchar not null, hash varchar not null);
create table internal.loads (
  batch_id varchar not null,
  generation bigint not null,
  run_id varchar not null,
  documents varchar[] not null,
  loaded_at timestamptz not null
);
create table internal.sources (
  collection varchar not null,
  path varchar not null,
  part bigint not null,
  parts bigint not null,
  size bigint not null,
  mtime_ns bigint not null,
  content_hash varchar not null,
  documents varchar[] not null,
  generation bigint not null,
  run_id varchar not null,
  seen_at timestamptz not null,
  fingerprint varchar not null,
  batch_id varchar not null
);
create table internal.reject_generations (reject_id varchar not null, generation bigint not null);
create table internal.publication (
  lake varchar not null,
  corrections varchar not null,
  known_names varchar not null,
  definitions varchar not null,
  published_at bigint not null
);
comment on table internal.publication is 'What this file shows, as digests of batches, corrections, known names and definitions; its time in ns.';
create table internal.applied_log (digest varchar not null);
comment on table internal.applied_log is 'The state of the log of corrections that is applied.';
comment on table internal.loads is 'One row per batch of the lake whose rows are in the tables.';
comment on table internal.sources is 'One row per part of a source file, as it was last read.';
comment on table internal.reject_generations is 'The generation in which a reject last occurred.';
create table internal.known_names (
  class varchar not null,
  name_key varchar not null,
  item_id varchar not null,
  entity_key varchar not null,
  name varchar not null,
  wikidata_id varchar,
  country_code varchar,
  region varchar,
  weight double not null,
  confidence double not null,
  source varchar not null,
  is_first boolean not null,
  is_sure boolean not null
);
create table internal.identities (
  cluster_id varchar not null,
  stamp varchar not null,
  class varchar not null,
  block_key varchar not null,
  entity_key varchar not null
);
create table internal.cluster_links (
  cluster_id varchar not null,
  item_id varchar not null,
  confidence double not null,
  is_best boolean not null
);
create table internal.resolution (hash varchar not null);
comment on table internal.known_names is 'One row per name of a known thing: countries, cities, bodies.';
comment on table internal.identities is 'One row per named cluster: the thing it was taken for, before corrections.';
comment on table internal.cluster_links is 'One row per named cluster and known thing it may be.';
comment on table internal.resolution is 'What the identities were decided by: rules and known names.';
