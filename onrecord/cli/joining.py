"""Commands that say which mentions are whose: merge, split."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from onrecord.cli.failures import expected
from onrecord.cli.hand import Build, By, Entity, Hand, Senseless, Why, sentence, subject
from onrecord.cli.place import Data
from transforms.ids import stable_id
from warehouse.entity_query import clusters
from warehouse.override_lines import correction
from warehouse.query import Warehouse
from warehouse.standing import Standing


def add_to(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(merge)
    app.command()(split)


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
        rows = [correction("merge", **subject(one), **target) for one in absorbed]
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
            correction("split", **subject(found), value=value, target_id=made, target_name=called)
            for value in values
        ]
        hand.write(rows, f"{sentence(rows)}. The new entity has the id {made[:8]}.")


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
