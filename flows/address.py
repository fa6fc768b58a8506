"""Tell an address from a place on this machine."""

from __future__ import annotations

import re

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")
"""A drive has one letter; a Path makes one slash of two."""


def is_address(given: str) -> bool:
    """Whether `s3://bucket/folder` or its like was given where a folder or file is wanted.

    So is `file:///folder`: what stands behind it would have to be decoded, and no message of ours
    could say whether that was meant.

    >>> [is_address(one) for one in ("s3://b/k", "file:///k", "s3:/b/k", "C:/k", "a:b", "./s3:/b")]
    [True, True, True, False, False, False]
    """
    return SCHEME.match(given) is not None
