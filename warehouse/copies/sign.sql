insert into internal.signatures by name select text_hash, keys from step_signed
