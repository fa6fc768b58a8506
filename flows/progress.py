"""Tell whoever listens how far a run is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Listener(Protocol):
    """Somebody who wants to know how far a run is."""

    def stage(self, name: str) -> None:
        """Hear that a stage begins, named in a few words."""

    def warn(self, sentence: str) -> None:
        """Hear of something that a person should know."""

    def total(self, size: int) -> None:
        """Hear how many bytes of source are to be analysed."""

    def advance(self, size: int, documents: int, words: int) -> None:
        """Hear how many more bytes, documents and words are done."""


class Silence:
    """Nobody listens."""

    def stage(self, name: str) -> None:
        """Ignore it."""

    def warn(self, sentence: str) -> None:
        """Ignore it."""

    def total(self, size: int) -> None:
        """Ignore it."""

    def advance(self, size: int, documents: int, words: int) -> None:
        """Ignore it."""


_listener: Listener = Silence()


def listener() -> Listener:
    """Give the one who listens now.

    It is one a process and not an argument, since a flow's arguments travel as JSON.
    """
    return _listener


@contextmanager
def listening(new: Listener) -> Iterator[None]:
    """Let `new` hear of everything until the block ends."""
    global _listener
    old, _listener = _listener, new
    try:
        yield
    finally:
        _listener = old
