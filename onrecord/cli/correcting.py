"""Commands that correct entities: merge, split, rename, retype, ignore, link, undo."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from onrecord.cli.entities import typed
from onrecord.cli.failures import expected
from onrecord.cli.hand import Build, By, Entity, Hand, Why
from onrecord.cli.place import Data
from onrecord.telling import told
from transforms.ids import stable_id
from transforms.tables import Override
from warehouse.corrections import undone
from warehouse.entity_query import clusters
from warehouse.override_lines import UNLINKED, VALUES, correction
from warehouse.query import Warehouse
from warehouse.standing import Standing


class Senseless(LookupError):
    """A correction would change nothing, or cannot be meant; the message says why."""


def add_to(app: typer.Typer) -> None:
    """Add the commands to the application."""
    for command in (merge, split, rename, retype, ignore, link, undo):
        app.command()(command)


def merge(
    entities: Annotated[
        list[str],
        typer.Argument(metavar="INTO ENTITY…", help="The first takes in the others."),
    ],
    why: Why = None,
    by: By = None,
    build: Build = True,
    data: Data = None,
) -> None:
    """Make several entities one: the first keeps its name and type, and takes in the others.

    Example: `onrecord entities merge "Ilse Brandt" Brandt --why "the only commissioner"`
    """
    with expected():
        hand = Hand(data, by, why, build)
        into, *absorbed = map(hand.entity, entities)
        if not absorbed:
            raise Senseless(f"{into['name']} alone cannot be merged: name another entity, too.")
        if len({one["entity_id"] for one in (into, *absorbed)}) <= len(absorbed):
            raise Senseless("Two of these are one entity already: name each once.")
        target = {f"target_{name}": into[key] for name, key in KEYS.items()}
        rows = [correction("merge", **_subject(one), **target) for one in absorbed]
        names = ", ".join(f"{one['name']} ({one['entity_type']})" for one in absorbed)
        hand.write(rows, f"{names} merged into {into['name']} ({into['entity_type']}).")


KEYS = {"id": "entity_id", "name": "name", "type": "entity_type"}


def split(
    entity: Entity,
    documents: Annotated[
        list[str] | None,
        typer.Option("--document", help="Take out what this document says of it.", metavar="PATH"),
    ] = None,
    chains: Annotated[
        list[str] | None,
        typer.Option("--cluster", help="Take out a coreference chain (clusters.cluster_id)."),
    ] = None,
    names: Annotated[
        list[str] | None,
        typer.Option("--name", help="Take out what goes by this name.", metavar="ALIAS"),
    ] = None,
    called: Annotated[
        str | None, typer.Option("--as", help="Name of the new entity.", metavar="NAME")
    ] = None,
    why: Why = None,
    by: By = None,
    build: Build = True,
    data: Data = None,
) -> None:
    """Take documents, names or chains out of an entity, into one entity of their own.

    Example: `onrecord entities split Reed --document cup-semi-final-shootout.txt`
    """
    with expected():
        hand = Hand(data, by, why, build)
        found = hand.entity(entity)
        values = [f"document:{_place(hand.source, key)}" for key in documents or ()]
        values += [f"cluster:{key}" for key in chains or ()]
        values += [f"name:{key}" for key in names or ()]
        _check_parts(hand.source, found, values)
        made = stable_id("split", found["entity_id"], *values)
        rows = [
            correction("split", **_subject(found), value=value, target_id=made, target_name=called)
            for value in values
        ]
        sentences = "; ".join(told(_mapped(row)) for row in rows)
        hand.write(rows, f"{sentences}. The new entity has the id {made[:8]}.")


def _place(source: Warehouse, key: str) -> str:
    """Name a document by collection and path, which outlast its edits."""
    found = source.document(key)
    return f"{found['collection']}/{found['source_path']}"


def _check_parts(source: Warehouse, found: dict[str, Any], values: Sequence[str]) -> None:
    """Refuse a split that takes nothing, or everything, out of an entity."""
    if not values:
        raise Senseless("Say what is to be split off: --document, --name or --cluster.")
    held = clusters(source, found["entity_id"])
    standing, taken = Standing(held), set()
    for value in values:
        kind, _, which = value.partition(":")
        part = standing.parts(found["entity_id"], kind, which)
        if not part:
            raise Senseless(
                f"Nothing of {found['name']} is the {kind} {which}: `onrecord entities show "
                f"{found['entity_id'][:8]}` lists its names and documents."
            )
        taken |= part
    if len(taken) == len(held):
        raise Senseless(f"Nothing of {found['name']} would be left: rename it instead.")


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
    row = correction(action, **_subject(found), value=value)
    hand.write([row], f"{told(_mapped(row))}.")


CHOSEN = {"rename": "name", "retype": "entity_type", "link": "wikidata_id"}


def ignore(
    entity: Entity, why: Why = None, by: By = None, build: Build = True, data: Data = None
) -> None:
    """Say that something is no entity: it leaves the tables, its mentions have none.

    Example: `onrecord entities ignore "Project Heron" --why "a code word"`
    """
    with expected():
        hand = Hand(data, by, why, build)
        row = correction("ignore", **_subject(hand.entity(entity)))
        hand.write([row], f"{told(_mapped(row))}.")


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
        sentences = "; ".join(told(_mapped(row)) for row in chosen)
        hand.write(rows, f"Undone: {sentences}.")


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


def _subject(found: dict[str, Any]) -> dict[str, Any]:
    return {name: found[name] for name in ("entity_id", "name", "entity_type")}


def _mapped(row: Override) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__slots__}
