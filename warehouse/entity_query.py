"""Ask the published file about entities: find the one that is meant, and tell all about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from transforms.errors import UsageError
from warehouse import quote_query
from warehouse.quote_query import Filters
from warehouse.sql import sql
from warehouse.standing import Named

if TYPE_CHECKING:
    from warehouse.query import Answer, Warehouse

CANDIDATES = 10  # entities that an error lists


class UnknownEntity(UsageError, LookupError):
    """No entity, or more than one, goes by that name."""


class Card(NamedTuple):
    """All that is known of an entity."""

    entity: dict[str, Any]
    roles: list[dict[str, Any]]
    mentions: list[dict[str, Any]]
    said: list[dict[str, Any]]
    people_said: list[dict[str, Any]]
    """What its unnamed people and bodies say: a spokesman of NATO, his administration."""
    about: list[dict[str, Any]]
    corrections: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an entity must be to be listed; an empty wish leaves everything in."""

    types: Sequence[str] = ()
    search: str | None = None
    """Any part of a name or alias, without case and accents, or the beginning of the id."""
    country: str | None = None
    curated: bool = False

    def asked(self) -> dict[str, Any]:
        """Give the wishes as parameters."""
        return {
            "types": list(self.types) or None,
            "search": self.search or None,
            "country": self.country,
            "curated": self.curated,
        }


def entities(source: Warehouse, wanted: Wanted, limit: int | None = 50, offset: int = 0) -> Answer:
    """List entities, most mentioned first."""
    statement = sql("queries/entities_wanted") + sql("queries/entities")
    return source.rows(statement, wanted.asked() | {"limit": limit, "offset": offset})


def counted(source: Warehouse, wanted: Wanted) -> int:
    """Count entities."""
    statement = sql("queries/entities_wanted") + sql("queries/entities_counted")
    return int(source.rows(statement, wanted.asked()).rows[0][0])


def speakers(source: Warehouse, wanted: Wanted, limit: int | None = 50) -> Answer:
    """List those that are quoted, most quoted first."""
    statement = sql("queries/entities_wanted") + sql("queries/speakers")
    return source.rows(statement, wanted.asked() | {"limit": limit})


def entity(source: Warehouse, key: str) -> dict[str, Any]:
    """Find the one entity that a person means by an id, its beginning, a name or an alias.

    Raises UnknownEntity, which names the candidates where there are several, and what is near
    where there is none.
    """
    found = source.rows(sql("queries/entities_like"), {"key": key}).dicts()
    if len(found) == 1:
        return found[0]
    if found:
        raise UnknownEntity(f"{key!r} may be any of these: give an id.", *_told(found))
    near = [row[0] for row in source.rows(sql("queries/entities_near"), {"key": key}).rows]
    hint = f"Is it {' or '.join(near)}?" if near else "`onrecord entities list` lists them."
    raise UnknownEntity(f"No entity is called {key!r}. {hint}")


def card(source: Warehouse, entity_id: str, limit: int | None = None) -> Card:
    """Tell all about an entity; `limit` bounds documents and quotes."""
    asked = {"entity_id": entity_id}
    rows = entities(source, Wanted(search=entity_id), limit=None).dicts()
    return Card(
        next(row for row in rows if row["entity_id"] == entity_id),
        source.rows(sql("queries/entity_roles"), asked).dicts(),
        source.rows(sql("queries/entity_mentions"), asked | {"limit": limit}).dicts(),
        quote_query.quotes(source, Filters(speaker=entity_id), limit).dicts(),
        quote_query.quotes(source, Filters(people_of=entity_id), limit).dicts(),
        quote_query.quotes(source, Filters(about=entity_id), limit).dicts(),
        source.rows(sql("queries/overrides"), asked).dicts(),
    )


def clusters(source: Warehouse, entity_id: str) -> list[Named]:
    """List the coreference chains of an entity."""
    found = source.rows(sql("queries/entity_clusters"), {"entity_id": entity_id})
    return [Named(*row) for row in found.rows]


def corrections(source: Warehouse) -> Answer:
    """List the corrections that the published file shows, in the order of their log."""
    return source.rows(sql("queries/overrides"), {"entity_id": None})


def _told(found: list[dict[str, Any]]) -> list[str]:
    lines = [
        "  ".join(
            filter(
                None,
                [
                    f"  {row['entity_id'][:8]}",
                    f"{row['name']} ({row['entity_type']})",
                    row["role"],
                    f"{row['mention_count']:,} mentions",
                ],
            )
        )
        for row in found[:CANDIDATES]
    ]
    return [*lines, f"  and {len(found) - CANDIDATES:,} more"] if len(found) > CANDIDATES else lines
