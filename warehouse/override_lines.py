"""Read and write one correction as one line of the log, and say what is wrong with a line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

from transforms.ids import stable_id
from transforms.tables import Override

COLUMNS = (
    "override_id",
    "action",
    "entity_id",
    "name",
    "entity_type",
    "value",
    "target_id",
    "target_name",
    "target_type",
    "made_by",
    "made_at",
    "why",
)
TYPES = (
    "PERSON", "ORG", "NORP", "GPE", "LOC", "FAC", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART",
    "LANGUAGE",
)  # fmt: skip
UNLINKED = "none"
"""What stands for a Wikidata item where a person says that there is none."""
VALUES = {
    "rename": (r".*\S.*", "the new name"),
    "retype": ("|".join(TYPES), f"one of {', '.join(TYPES)}"),
    "link": (rf"Q[1-9]\d*|{UNLINKED}", f"a Wikidata item such as Q7184, or {UNLINKED}"),
    "split": ("(document|cluster|name):.+", "document:PATH, cluster:ID or name:ALIAS"),
    "undo": (".+", "the override_id of the correction to undo"),
}
"""What the column `value` must hold, and how to say so."""
ACTIONS = ("merge", "ignore", *VALUES)
DELIMITERS = ",;\t"
NO_TEXT = "\N{REPLACEMENT CHARACTER}"


class Head(NamedTuple):
    """The first line of the log: its columns, and what stands between them."""

    columns: list[str]
    delimiter: str


def head(line: str) -> Head:
    r"""Read the first line; a spreadsheet may have saved it with semicolons or tabs.

    >>> head("action;name;why")
    Head(columns=['action', 'name', 'why'], delimiter=';')
    """
    delimiter = max(DELIMITERS, key=line.count)
    return Head([name.strip() for name in line.split(delimiter)], delimiter)


def correction(action: str, **given: Any) -> Override:
    """Make a correction that is not in the log yet.

    >>> correction("rename", name="Falk", value="Ines Falk").state
    'applied'
    """
    empty: dict[str, Any] = dict.fromkeys(COLUMNS) | {"override_id": "", "line": 0}
    fields = empty | given | {"action": action}
    return Override(**fields, state="applied", reason=None, entity_ids=())


def named(row: Override, taken: set[str]) -> Override:
    """Give a correction an id: a hash of what it says, and of how often that was said before."""
    said = [getattr(row, name) or "" for name in COLUMNS[1:]]
    number = 0
    while (found := f"c{stable_id(*said, number)[:9]}") in taken:
        number += 1
    return replace(row, override_id=found)


def written(row: Override, head: Head) -> str:
    """Write a correction as a line; line breaks within become spaces, so that it stays one."""
    text = io.StringIO()
    cells = {name: _cell(getattr(row, name)) for name in COLUMNS}
    csv.writer(text, delimiter=head.delimiter, lineterminator="\n").writerow(
        cells.get(name, "") for name in head.columns
    )
    return text.getvalue()


def parsed(line: str, number: int, head: Head) -> Override:
    """Read a line; one that is no correction is `malformed`, and its reason says what to do."""
    try:
        cells = next(csv.reader([line], delimiter=head.delimiter, strict=True))
    except csv.Error as error:
        row = correction(line.partition(head.delimiter)[0], line=number)
        return _malformed(row, f"it cannot be taken apart ({error}): mend its quotation marks")
    given = dict(zip(head.columns, (cell.strip() or None for cell in cells), strict=False))
    fields: dict[str, Any] = {name: given.get(name) for name in COLUMNS}
    fields["override_id"] = fields["override_id"] or ""
    fields["made_at"] = _moment(fields["made_at"])
    row = correction(**fields | {"action": (fields["action"] or "").lower(), "line": number})
    problem = _surplus(cells, head) or _problem(row)
    return _malformed(row, problem) if problem else _identified(row)


def _malformed(row: Override, problem: str) -> Override:
    reason = f"Line {row.line} of overrides.csv is not applied: {problem}."
    return replace(row, state="malformed", reason=reason)


def _surplus(cells: Sequence[str], head: Head) -> str | None:
    if any(cell.strip() for cell in cells[len(head.columns) :]):
        return (
            f"it has {len(cells)} cells under {len(head.columns)} columns: quote those that hold "
            f"{head.delimiter!r}"
        )
    if any(NO_TEXT in cell for cell in cells):
        return "it is not UTF-8: save the file as UTF-8"
    return None


def _problem(row: Override) -> str | None:
    """Say what a correction lacks, None if it can be tried."""
    if row.action not in ACTIONS:
        return f"the action {row.action!r} is none: write one of {', '.join(ACTIONS)}"
    if row.action in VALUES:
        pattern, wanted = VALUES[row.action]
        if not re.fullmatch(pattern, row.value or ""):
            return f"{row.action} has the value {row.value or ''!r}: write {wanted}"
    if row.action != "undo" and not (row.entity_id or row.name):
        return "it names no entity: fill in name, or entity_id"
    if row.action == "merge" and not (row.target_id or row.target_name):
        return "it does not say into what: fill in target_name, or target_id"
    return None


def _identified(row: Override) -> Override:
    """Name what a split makes, where a person has not: equal wishes make one entity."""
    if row.action != "split" or row.target_id:
        return row
    made = stable_id("split", row.name or row.entity_id or "", row.target_name or row.value or "")
    return replace(row, target_id=made)


def _moment(text: str | None) -> datetime | None:
    """Read a time; a spreadsheet may have rewritten it, which spoils no correction."""
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)


def _cell(value: str | datetime | None) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return " ".join((value or "").split())
