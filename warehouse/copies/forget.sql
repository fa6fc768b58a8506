-- What is known of texts that no document has any more is forgotten.
delete from internal.signatures
where text_hash not in (select text_hash from main.documents);

delete from internal.compared
where one_hash not in (select text_hash from internal.signatures)
  or other_hash not in (select text_hash from internal.signatures);
