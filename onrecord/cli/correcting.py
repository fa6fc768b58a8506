"""Commands that correct what an entity is, and take corrections back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated

import typer

from onrecord.cli.entities import typed
from onrecord.cli.failures import expected
from onrecord.cli.hand import Build, By, Entity, Hand, Senseless, Why, sentence, subject
from onrecord.cli.place import Data
from transforms.tables import Override
from warehouse.corrections import undone
from warehouse.override_lines import UNLINKED, VALUES, correction


def add_to(app: typer.Typer) -> None:
    """Add the commands to the application."""
    for command in (rename, retype, ignore, link, undo):
        app.command()(command)


def rename(
    entity: Entity,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is to be called.")],
    why: Why = None,
    by: By = None,
    build: Build = True,
    data: Data = None,
) -> None:
    """Give an entity another name; the old one becomes an alias.

    Example: `onrecord entities rename Castellan "Mira Castellan"`
    """
    with expected():
        _choose(Hand(data, by, why, build), "rename", entity, " ".join(name.split()))


def retype(
    entity: Entity,
    kind: Annotated[str, typer.Argument(metavar="TYPE", help="PERSON, ORG, GPE …")],
    why: Why = None,
    by: By = None,
    build: Build = True,
    data: Data = None,
) -> None:
    """Say what kind of thing an entity is.

    Example: `onrecord entities retype "Ashgrove United" ORG`
    """
    with expected():
        _choose(Hand(data, by, why, build), "retype", entity, typed(kind))


def link(
    entity: Entity,
    item: Annotated[
        str, typer.Argument(metavar="ITEM", help="Wikidata item, as Q7184; none for no link.")
    ],
    why: Why = None,
    by: By = None,
    build: Build = True,
    data: Data = None,
) -> None:
    """Say which Wikidata item an entity is.

    Example: `onrecord entities link NATO Q7184`
    """
    with expected():
        value = item.lower() if item.lower() == UNLINKED else item.upper()
        _choose(Hand(data, by, why, build), "link", entity, value)


def _choose(hand: Hand, action: str, key: str, value: str) -> None:
    """Choose name, type or link of an entity. Raises Senseless if it is none, or chosen already."""
    pattern, wanted = VALUES[action]
    if not re.fullmatch(pattern, value):
        raise Senseless(f"{value!r} cannot be used: give {wanted}.")
    found = hand.entity(key)
    if found[CHOSEN[action]] == value:
        raise Senseless(f"{found['name']} has the {CHOSEN[action]} {value} already.")
    row = correction(action, **subject(found), value=value)
    hand.write([row], f"{sentence([row])}.")


CHOSEN = {"rename": "name", "retype": "entity_type", "link": "wikidata_id"}


def ignore(
    entity: Entity, why: Why = None, by: By = None, build: Build = True, data: Data = None
) -> None:
    """Say that something is no entity: it leaves the tables, its mentions have none.

    Example: `onrecord entities ignore "Project Heron" --why "a code word"`
    """
    with expected():
        hand = Hand(data, by, why, build)
        row = correction("ignore", **subject(hand.entity(entity)))
        hand.write([row], f"{sentence([row])}.")


def undo(
    override_id: Annotated[
        str, typer.Argument(metavar="ID|last", help="As `onrecord entities log` shows it.")
    ] = "last",
    why: Why = None,
    by: By = None,
    build: Build = True,
    data: Data = None,
) -> None:
    """Take a correction back, by default the last; the log keeps both.

    Example: `onrecord entities undo`
    """
    with expected():
        hand = Hand(data, by, why, build)
        standing = _standing(hand.log.rows)
        chosen = _last(standing) if override_id == "last" else [_one(standing, override_id)]
        rows = [correction("undo", name=row.name, value=row.override_id) for row in chosen]
        hand.write(rows, f"Undone: {sentence(chosen)}.")


def _standing(rows: Sequence[Override]) -> list[Override]:
    """Give the corrections that are not undone."""
    gone = undone(rows)
    return [row for row in rows if row.override_id not in gone and row.state != "malformed"]


def _last(standing: Sequence[Override]) -> list[Override]:
    """Give the last correction, with those that were made by the same command."""
    made = [row for row in standing if row.action != "undo"]
    if not made:
        raise Senseless("There is nothing to undo: no correction is in force.")
    last = made[-1]
    if last.made_at is None:
        return [last]
    return [row for row in made if (row.made_at, row.made_by) == (last.made_at, last.made_by)]


def _one(standing: Sequence[Override], key: str) -> Override:
    found = [row for row in standing if row.override_id.startswith(key)]
    exact = [row for row in found if row.override_id == key]
    if len(exact or found) != 1:
        raise Senseless(
            f"{'Several corrections' if found else 'No correction that is in force'} "
            f"{'begin' if found else 'begins'} with {key!r}: `onrecord entities log` lists them."
        )
    return (exact or found)[0]
