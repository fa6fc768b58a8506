"""What a look at something found: how it is, and the way out."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Mark(StrEnum):
    """How something is."""

    ok = "ok"
    look = "look"
    """It works; somebody may want to know."""
    wrong = "wrong"


class Finding(NamedTuple):
    """One thing that was looked at."""

    mark: Mark
    subject: str
    told: str
    remedy: str = ""
    """What to do; empty where nothing is."""


def fine(subject: str, told: str) -> Finding:
    """Say that something is as it should be."""
    return Finding(Mark.ok, subject, told)


def look(subject: str, told: str, remedy: str = "") -> Finding:
    """Say what somebody may want to know."""
    return Finding(Mark.look, subject, told, remedy)


def wrong(subject: str, told: str, remedy: str) -> Finding:
    """Say what is wrong, and the way out."""
    return Finding(Mark.wrong, subject, told, remedy)
