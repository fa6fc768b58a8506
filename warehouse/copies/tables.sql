-- What is known of texts, whichever documents have them.
create table internal.signatures (text_hash varchar not null, keys ubigint[] not null);
create table internal.compared (
  one_hash varchar not null,
  other_hash varchar not null,
  similarity double
);
create table internal.compared_state (digest varchar not null);
comment on table internal.signatures is 'The keys that bring a text together with its near copies.';
comment on table internal.compared is
  'One row per pair of texts that keys bring together; the similarity is null if they are no copies.';
comment on table internal.compared_state is 'The texts, and their order, that were compared last.';
