"""Name things by what they are."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b

SEPARATOR = "\x1f"
"""Stands between the parts of an id: no text holds it after normalisation."""


def stable_id(*parts: str | int) -> str:
    """Hash the parts, in order, to 20 hexadecimal digits (80 bits).

    They are joined by SEPARATOR, so that ("ab", "c") and ("a", "bc") differ.
    """
    return blake2b(_bytes(SEPARATOR.join(map(str, parts))), digest_size=10).hexdigest()


def stable_ids(*first: str | int) -> Callable[[str], str]:
    """Give a function from further parts, joined by SEPARATOR, to the stable_id of all parts.

    What the ids of a document begin with is hashed once: each then costs a third.
    """
    begun = blake2b(_bytes(SEPARATOR.join(map(str, (*first, "")))), digest_size=10)

    def made(rest: str) -> str:
        digest = begun.copy()
        digest.update(rest.encode("utf-8", "surrogatepass"))
        return digest.hexdigest()

    return made


def content_hash(data: bytes) -> str:
    """Hash bytes to 32 hexadecimal digits (128 bits)."""
    return blake2b(data, digest_size=16).hexdigest()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
