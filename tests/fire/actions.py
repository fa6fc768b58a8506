"""The things that a person does and that must survive everything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from random import Random

from tests.fire import children, collection
from tests.fire.workspace import RENAME, RUN, Workspace

CHOICES = (
    RENAME,
    ("entities", "ignore", "Anna Roth", "--by", "tester"),
    ("entities", "merge", "Karl Roth", "Anna Roth", "--by", "tester"),
    ("entities", "retype", "Karl Roth", "ORG", "--by", "tester"),
    ("entities", "undo", "--by", "tester"),
)


@dataclass(frozen=True, slots=True)
class Action:
    """A command, from which states it starts, and within which function it is struck."""

    name: str
    starts: tuple[str, ...]
    words: Callable[[Workspace, Random], tuple[str, ...]]
    window: str | None = None
    """As `module:function`; None for the whole command."""
    is_optional: bool = False
    """Whether a plain run afterwards may find it done or not, as nothing tells which is right."""


def _run(space: Workspace, dice: Random) -> tuple[str, ...]:
    return RUN


def _corrected(space: Workspace, dice: Random) -> tuple[str, ...]:
    return dice.choice(CHOICES)


def _added(space: Workspace, dice: Random) -> tuple[str, ...]:
    for name, text in collection.ADDED.items():
        (space.place / name).write_text(text, encoding="utf-8")
    return ("add", *(str(space.place / name) for name in collection.ADDED))


def _named(*words: str) -> Callable[[Workspace, Random], tuple[str, ...]]:
    return lambda _space, _dice: words


ACTIONS = {
    one.name: one
    for one in (
        Action("run", ("new", "changed"), _run),
        Action("worker", ("new", "changed"), _run),
        Action("build", ("new", "changed"), _run, "flows.stages:build"),
        Action("publish", ("new", "changed"), _run, "flows.stages:publish"),
        Action("correction", ("settled", "changed"), _corrected),
        Action("add", ("settled",), _added),
        Action("retry", ("failed",), _named("retry"), is_optional=True),
        Action("compact", ("pieces", "packed"), _named("compact")),
        Action("rebuild", ("packed", "changed"), _named("rebuild")),
    )
}


def _commands() -> set[str]:
    import typer

    from onrecord.cli import app

    return set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


@cache
def known() -> frozenset[str]:
    """Name the actions whose commands the product has."""
    there = children.asked(_commands)
    missing = {"compact", "rebuild"} - there
    return frozenset(ACTIONS.keys() - missing)
