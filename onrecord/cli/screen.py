"""Keep what documents and their names hold from steering the terminal: it is shown instead.

What is for programs, JSON and CSV, stays exact.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from onrecord.visible import line, paragraphs


class Screen(Console):
    """A console on which no text does anything but be read.

    Strings and texts that are printed as such are one line each; what has several lines stands
    within something else, a padding or a table. Nothing is read as markup.
    """

    def __init__(self, *, stderr: bool = False) -> None:
        super().__init__(stderr=stderr, highlight=False, soft_wrap=False, markup=False, emoji=False)

    def print(self, *objects: Any, **options: Any) -> None:
        """Print objects, strings among them as one line."""
        super().print(*map(_lined, objects), **options)

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """Yield what reaches the terminal, each piece of text made harmless."""
        for segment in super().render(renderable, options):
            if segment.control:
                yield segment
            else:
                yield segment._replace(text=paragraphs(segment.text))


def _lined(printed: Any) -> Any:
    if isinstance(printed, str):
        return line(printed)
    if isinstance(printed, Text):
        printed = printed.copy()
        printed.plain = line(printed.plain)
    return printed
