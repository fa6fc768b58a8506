"""Write what a person corrects into the log, and have it applied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from onrecord.cli.failures import FAILED
from onrecord.cli.listing import err, out
from onrecord.telling import told
from transforms.errors import BusyError, UsageError
from transforms.tables import Override
from warehouse import entity_query, overrides
from warehouse.query import Warehouse

Why = Annotated[str | None, typer.Option(help="The reason, for those who read the log.")]
By = Annotated[str | None, typer.Option(help="Who corrects.", show_default="your login name")]
Build = Annotated[
    bool, typer.Option("--build/--no-build", help="Apply it now, or with the next build.")
]
Entity = Annotated[str, typer.Argument(metavar="ENTITY", help="Name, alias, or id.")]


class Senseless(UsageError):
    """A correction would change nothing, or cannot be meant; the message says why."""


class Hand:
    """A person who corrects: who, why, in which data folder, and whether it is applied now."""

    def __init__(self, data: Path | None, by: str | None, why: str | None, build: bool) -> None:
        from flows.settings import load, login_name

        self._settings = load(data=data)
        self._by, self._why = by or login_name(), why
        self._build = build
        self.source = Warehouse(self._settings.warehouse)

    @property
    def log(self) -> overrides.Log:
        """The corrections so far."""
        return overrides.read(self._settings.overrides)

    def entity(self, key: str) -> dict[str, Any]:
        """Find the one entity that is meant."""
        return entity_query.entity(self.source, key)

    def write(self, rows: Sequence[Override], told: str) -> None:
        """Write corrections, say what they do, and apply them unless the person wants to wait.

        Leaves with an exit code where one of them cannot be applied.
        """
        now = datetime.now(UTC)
        signed = [replace(row, made_by=self._by, made_at=now, why=self._why) for row in rows]
        added = overrides.append(self._settings.overrides, signed)
        out.print(told, soft_wrap=True)
        if not self._build:
            out.print("The next build applies it.")
        elif self._is_applied():
            self._tell({row.override_id for row in added})

    def _is_applied(self) -> bool:
        """Apply the log; where a run is under way that is left to it."""
        from flows.derive import correct

        try:
            correct(self._settings)
        except BusyError:
            out.print("A run is under way: it applies this, or else the next one does.")
            return False
        return True

    def _tell(self, added: set[str]) -> None:
        """Say that the corrections are published, or why one has no effect."""
        found = entity_query.corrections(self.source).dicts()
        reasons = [row["reason"] for row in found if row["override_id"] in added and row["reason"]]
        for reason in reasons:
            err.print(reason, style="red", soft_wrap=True)
        if reasons:
            raise typer.Exit(FAILED)
        out.print("Published; onrecord entities undo takes back the last correction.")


def subject(found: dict[str, Any]) -> dict[str, Any]:
    """Give what a correction notes of the entity that it is about."""
    return {name: found[name] for name in ("entity_id", "name", "entity_type")}


def sentence(rows: Sequence[Override]) -> str:
    """Say what corrections do."""
    return "; ".join(told(asdict(row)) for row in rows)
