"""See what a data folder shows, and say in which way it is not what it has to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from tests.flows.tables import contents

PUBLISHED = ("onrecord.duckdb", "served.duckdb")
CORRECTIONS = """
    select line, action, name, entity_type, target_name, state, reason from overrides
"""
SEARCHES = {
    "search_quotes": "select said from search_quotes('offer bridge resign') order by all",
    "search_chunks": "select text from search_chunks('offer bridge resign') order by all",
}
FAILED_CHECKS = "select name from checks where not is_passed and severity = 'error'"
WASTE = ("*.part", "*.tmp", "*.tmp/*")
HISTORY = frozenset({"document_versions", "earlier_quotes"})
KINDS = ("lost", "doubled", "torn", "stale", "crashed", "littered")

Shown = dict[str, list[str]]
"""Each table's rows as text, sorted."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What lies in a data folder."""

    files: dict[str, Shown | str] = field(default_factory=dict)
    """What each published file shows; a sentence where it cannot be read."""
    waste: tuple[str, ...] = ()
    """Files that should have been swept."""
    corrections: bytes = b""
    inbox: dict[str, bytes] = field(default_factory=dict)

    @property
    def state(self) -> Shown | str | None:
        """What the file for people shows; None if there is none."""
        return self.files.get(PUBLISHED[0])

    @property
    def shown(self) -> Shown:
        """The same of a file that can be read. Raises TypeError."""
        if not isinstance(self.state, dict):
            raise TypeError(self.state)
        return self.state


def look(data: Path, without: frozenset[str] = frozenset()) -> Seen:
    """See what lies in a data folder, less some columns. It opens databases: call it in a child."""
    log, inbox = data / "overrides.csv", data / "inbox"
    return Seen(
        {name: _shown(data / name, without) for name in PUBLISHED if (data / name).exists()},
        tuple(sorted(str(one.relative_to(data)) for name in WASTE for one in data.rglob(name))),
        log.read_bytes() if log.exists() else b"",
        {one.name: one.read_bytes() for one in inbox.glob("*") if one.is_file()},
    )


def _shown(path: Path, without: frozenset[str]) -> Shown | str:
    try:
        found = contents(path, without)
        found["rejects"] = _standing(found["rejects"])
        with duckdb.connect(str(path), read_only=True) as con:
            questions = SEARCHES | {"corrections": CORRECTIONS, "failed checks": FAILED_CHECKS}
            for name, question in questions.items():
                found[name] = sorted(map(str, con.execute(question).fetchall()))
    except duckdb.Error as error:
        return f"{type(error).__name__}: {error}"
    return found


def _standing(rejects: list[str]) -> list[str]:
    """Leave out the rejects that are resolved: `is_resolved` is their last column."""
    return [row for row in rejects if not row.endswith("True)")]


def faults(
    seen: Seen, expected: Shown, before: Any, without: frozenset[str] = frozenset()
) -> Iterable[tuple[str, str]]:
    """Yield what is wrong with a data folder after a run that said all was well, and where.

    `before` is what was published when the action began.
    """
    for name in PUBLISHED[:1] if PUBLISHED[1] not in seen.files else PUBLISHED:
        shown = seen.files.get(name, "There is no such file.")
        if isinstance(shown, str):
            yield "torn", f"{name}: {shown}"
        elif _less(shown, without) == _less(expected, without):
            continue
        elif shown == before:
            yield "stale", f"{name} is as it was before: {_difference(shown, expected)}"
        else:
            yield _kind(shown, expected, without), f"{name}: {_difference(shown, expected)}"
    if seen.waste:
        yield "littered", ", ".join(seen.waste)


def _less(shown: Shown, without: frozenset[str]) -> Shown:
    return {name: rows for name, rows in shown.items() if name not in without}


def _kind(shown: Shown, expected: Shown, without: frozenset[str]) -> str:
    """Name a difference: rows that are there twice, rows that are missing, or a mixture."""
    kinds = set()
    for name, rows in _less(expected, without).items():
        found, wanted = Counter(shown[name]), Counter(rows)
        more, fewer = found - wanted, wanted - found
        if any(wanted[row] for row in more):
            kinds.add("doubled")
        elif more:
            kinds.add("torn")
        elif fewer:
            kinds.add("lost")
    return next(kind for kind in ("doubled", "torn", "lost") if kind in kinds)


BEFORE, SHOWN = 60, 300
"""Characters of a row that are shown: before rows part, and in all."""


def _difference(shown: Shown, expected: Shown) -> str:
    """Say in which tables rows are missing or too many, and show some of the first."""
    counts, some = [], []
    for name, rows in expected.items():
        found, wanted = Counter(shown[name]), Counter(rows)
        more, fewer = [*(found - wanted).elements()], [*(wanted - found).elements()]
        if more or fewer:
            counts.append(f"{name} +{len(more)} -{len(fewer)}")
            some.append(f"{name}: {_apart(more, fewer)}")
    return f"{', '.join(counts)}: {'; '.join(some)}"


def _apart(more: list[str], fewer: list[str]) -> str:
    """Show some rows that differ, from a little before the place where the first two part."""
    pairs = enumerate(zip(more[0], fewer[0], strict=False)) if more and fewer else ()
    at = next((place for place, (one, other) in pairs if one != other), 0)
    begin = max(0, at - BEFORE)
    return " ".join(
        f"{sign}{row[:BEFORE]}…{row[begin : begin + SHOWN]}"
        for sign, rows in (("+", more), ("-", fewer))
        for row in rows[:2]
    )
