"""Read the marts: one select a file, whose remarks become the comments of view and columns."""

from __future__ import annotations

import re
from dataclasses import dataclass

from warehouse.sql import names, sql

COLUMN = re.compile(r"^\s+(?P<expression>.*?\S),?\s+-- (?P<comment>.+)$")
NAME = re.compile(r"(\w+)$")


@dataclass(frozen=True, slots=True)
class Mart:
    """A view for people: its select, what one row is, and each column with what it is."""

    name: str
    select: str
    description: str
    columns: tuple[tuple[str, str], ...]


def marts() -> list[Mart]:
    """Read every mart, in alphabetical order."""
    return [mart(name) for name in names("marts")]


def mart(name: str) -> Mart:
    """Read one mart; its columns are the remarked lines of the last select.

    >>> mart("v_quotes").columns[0][0]
    'quote_id'
    """
    select = sql(f"marts/{name}")
    first, _, body = select.partition("\n")
    if not first.startswith("-- "):
        raise ValueError(f"marts/{name}.sql begins with {first!r}: write `-- What one row is.`")
    last = body[body.rindex("\nselect") if "\nselect" in body else 0 :]
    columns = tuple(_columns(last))
    return Mart(name, select, first.removeprefix("-- "), columns)


def _columns(select: str) -> list[tuple[str, str]]:
    found = []
    for line in select.splitlines():
        matched = COLUMN.match(line)
        if matched:
            name = NAME.search(matched["expression"].rstrip(","))
            if name is None:
                raise ValueError(f"No column name in {line!r}: end it with `as name, -- remark`.")
            found.append((name[1], matched["comment"]))
    return found
