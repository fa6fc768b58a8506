"""Say what a browser may do with the dashboard's pages, in headers that every answer carries."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
POLICY = {
    "default-src": "'self'",
    "script-src": "'self' {scripts}",
    "style-src": "'self' 'unsafe-inline'",  # Streamlit writes the styles of its parts as they come
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


def headers(pages: Iterable[Path], scripts: Iterable[Path]) -> dict[str, str]:
    """Let the dashboard's own pages run their own scripts, and nothing of anybody else's.

    A script that stands in a page runs only if it is one of these, letter by letter: those of the
    `pages` as they lie there, and the files `scripts`. So no markup of a document ever runs.
    """
    known = " ".join(f"'sha256-{_digest(text)}'" for text in _inline(pages, scripts))
    policy = "; ".join(f"{name} {value.format(scripts=known)}" for name, value in POLICY.items())
    return {
        "Content-Security-Policy": policy,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }


def _inline(pages: Iterable[Path], scripts: Iterable[Path]) -> Iterator[str]:
    for page in pages:
        yield from INLINE.findall(page.read_text(encoding="utf-8"))
    for script in scripts:
        yield script.read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()
