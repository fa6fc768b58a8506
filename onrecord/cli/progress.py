"""Show a person how far a run is."""

from __future__ import annotations

import time

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn


class Bars:
    """A line for the stage that is under way, and a bar with documents and words a second."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            TextColumn("{task.fields[detail]}"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            refresh_per_second=4,
            disable=not console.is_terminal,
        )
        self._line = self._progress.add_task("Starting", total=None, detail="")
        self._documents = self._words = self._done = 0
        self._began = 0.0

    def __enter__(self) -> Bars:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def stage(self, name: str) -> None:
        """Name the stage; where no one sees bars move, in a log, print it as a line."""
        self._progress.reset(self._line, description=name, total=None, detail="")
        if not self._console.is_terminal:
            self._console.print(name)

    def warn(self, sentence: str) -> None:
        """Print what a person should know."""
        self._progress.console.print(sentence, style="yellow", markup=False, soft_wrap=True)

    def total(self, size: int) -> None:
        """Begin the bar."""
        self._began = time.monotonic()
        self._progress.reset(self._line, total=size)

    def advance(self, size: int, documents: int, words: int) -> None:
        """Move the bar."""
        self._documents += documents
        self._words += words
        self._done += size
        pace = self._words / max(0.1, time.monotonic() - self._began)
        self._progress.update(
            self._line,
            completed=self._done,
            detail=f"{self._documents:,} documents, {pace:,.0f} words a second",
        )
