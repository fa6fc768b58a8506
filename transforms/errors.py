"""Name the failures that are expected: each message is a sentence for a person, with the way out.

Every room raises its own kinds of these three; whatever else is raised is a fault of ours.
"""

from __future__ import annotations

from typing import ClassVar


class ExpectedError(Exception):
    """Something outside went wrong: a disk, a damaged file, a check that found counterexamples.

    Its arguments are the lines of its message: a name that holds a line break begins no new one.
    """

    exit_code: ClassVar[int] = 1

    def __str__(self) -> str:
        return "\n".join(map(str, self.args))


class UsageError(ExpectedError):
    """What was asked for does not exist, fits several things, or cannot be meant."""

    exit_code = 2


class BusyError(ExpectedError):
    """Another process is at work on the same thing; later it can be had."""

    exit_code = 3
