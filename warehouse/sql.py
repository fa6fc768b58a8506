"""Read the SQL that stands beside this module."""

from __future__ import annotations

from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@cache
def sql(name: str) -> str:
    """Read one statement file, such as `marts/v_quotes`."""
    return (HERE / f"{name}.sql").read_text(encoding="utf-8")


def names(folder: str) -> list[str]:
    """List the statement files of a folder, in alphabetical order, without their suffix."""
    return sorted(path.stem for path in (HERE / folder).glob("*.sql"))
