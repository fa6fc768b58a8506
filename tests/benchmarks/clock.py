"""Count CPU seconds by stage."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

PARSING = "parse (spaCy)"
QUOTES = "quotes"


class Clock:
    """CPU seconds by stage; a stage that calls another one stops its own count meanwhile."""

    def __init__(self, rest: str) -> None:
        """Begin to count, for `rest` as long as no stage is entered."""
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._stack = [rest]
        self._since = time.process_time()

    def enter(self, stage: str) -> None:
        """Count for a stage from now on."""
        self._count()
        self._stack.append(stage)

    def leave(self) -> None:
        """Count again for the stage that was left for this one."""
        self._count()
        self._stack.pop()

    def _count(self) -> None:
        now = time.process_time()
        self.seconds[self._stack[-1]] += now - self._since
        self._since = now

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Wrap a function so that its time counts for a stage; what it yields, too."""

        @wraps(function)
        def wrapper(*args: object, **named: object) -> object:
            self.enter(stage)
            try:
                result = function(*args, **named)
            finally:
                self.leave()
            return self._steps(stage, result) if isinstance(result, Iterator) else result

        return wrapper

    def _steps(self, stage: str, steps: Iterator[object]) -> Iterator[object]:
        while True:
            self.enter(stage)
            try:
                step = next(steps)
            except StopIteration:
                return
            finally:
                self.leave()
            yield step
