"""Find the warehouse that a command is about."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from warehouse.query import Warehouse

Data = Annotated[
    Path | None,
    typer.Option(help="Folder of the lake and the warehouse.", show_default="data"),
]


def warehouse(data: Path | None) -> Warehouse:
    """Open the published file of a data folder."""
    from flows.settings import load

    settings = load(data=data)
    return Warehouse(settings.warehouse, settings.sql_memory_bytes)


def published(data: Path | None) -> Path:
    """Give the path of the published file: that of the option, else of the settings."""
    from flows.settings import load

    return load(data=data).warehouse
