"""Read a gazetteer of the user's own: a table of names that wins over ours."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from transforms.entities import name_key
from transforms.errors import UsageError
from transforms.tables import KnownName

COLUMNS = ("name", "type", "id", "aliases")
TYPES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "LAW",
                   "WORK_OF_ART"})  # fmt: skip
WIKIDATA = re.compile(r"Q[1-9]\d*")
WEIGHT = 100.0
"""More than anything else weighs."""
SOURCE = "own"


class GazetteerError(UsageError, ValueError):
    """A row of a gazetteer cannot be used; the message says which, why, and what to do."""


def own_names(text: str, file: str) -> Iterator[KnownName]:
    """Yield the names of a gazetteer: CSV with the columns name, type, id and aliases.

    Aliases are parted by `|`. An id that is a Wikidata item becomes the entity's link; any other
    stays among the entity's links. Raises GazetteerError.
    """
    table = csv.DictReader(text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}").splitlines())
    if missing := [name for name in COLUMNS if name not in (table.fieldnames or ())]:
        raise GazetteerError(
            f"The gazetteer {file} has no column {' and no column '.join(missing)}: its first line "
            f"is to be {','.join(COLUMNS)}."
        )
    meant: dict[tuple[str, str], str] = {}
    for row in table:
        yield from _row(row, f"Line {table.line_num} of the gazetteer {file}", meant)


def _row(
    row: dict[str, str | None], where: str, meant: dict[tuple[str, str], str]
) -> Iterator[KnownName]:
    name, label, ident, aliases = ((row[column] or "").strip() for column in COLUMNS)
    if label not in TYPES:
        raise GazetteerError(
            f"{where} has the type {label!r}: write one of {', '.join(sorted(TYPES))}."
        )
    if not ident:
        raise GazetteerError(f"{where} has no id: write a Wikidata item such as Q42, or your own.")
    for one in (name, *filter(None, map(str.strip, aliases.split("|")))):
        key = name_key(one, label)
        if key is None:
            raise GazetteerError(f"{where} has the name {one!r}, which has no letter: correct it.")
        if meant.setdefault((label, key), ident) != ident:
            raise GazetteerError(
                f"{where} gives {one!r} to {ident}, but a line above gives it to "
                f"{meant[label, key]}: remove it from one of them."
            )
        wikidata = ident if WIKIDATA.fullmatch(ident) else None
        yield KnownName(label, key, ident, name, wikidata, None, None, WEIGHT, 1.0, SOURCE)
