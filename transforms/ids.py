"""Name things by what they are."""

from __future__ import annotations

from hashlib import blake2b


def stable_id(*parts: str | int) -> str:
    """Hash the parts, in order, to 20 hexadecimal digits (80 bits).

    Parts are separated by a character that no text holds after normalisation, so that
    ("ab", "c") and ("a", "bc") differ.
    """
    joined = "\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")
    return blake2b(joined, digest_size=10).hexdigest()


def content_hash(data: bytes) -> str:
    """Hash bytes to 32 hexadecimal digits (128 bits)."""
    return blake2b(data, digest_size=16).hexdigest()
