"""Apply the corrections of people, in the order of their log, to what the machine has resolved.

Pure: from the log and the clusters that it can reach to rows. Nothing here depends on the order
of documents or batches, and a correction that cannot be applied stops no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from transforms.tables import Override
from warehouse.standing import Chosen, Named, NotApplicable, Standing


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the log comes to."""

    overrides: list[Override]
    """Every row of the log with its state."""
    moved: list[tuple[str, str | None, bool]] = field(default_factory=list)
    """Clusters with the entity they are of now, null for none, and whether they name it."""
    curated: list[tuple[str, Chosen]] = field(default_factory=list)
    """Entities that a person has touched, and what was chosen for them."""


def outcome(log: Sequence[Override], clusters: Iterable[Named]) -> Outcome:
    """Apply a log to the clusters of every entity that it can reach."""
    standing = Standing(clusters)
    taken_back, refused = _undone(log)
    rows: list[Override] = []
    for row in log:
        if row.state == "malformed":
            rows.append(row)
        elif row.override_id in taken_back:
            rows.append(replace(row, state="undone"))
        elif row.override_id in refused:
            rows.append(replace(row, state="conflict", reason=refused[row.override_id]))
        else:
            rows.append(_applied(row, standing))
    touched = {name for row in rows if row.state == "applied" for name in row.entity_ids}
    curated = {name: standing.today(name) for name in touched}
    return Outcome(
        [replace(row, entity_ids=_sorted(map(curated.get, row.entity_ids))) for row in rows],
        list(standing.moved()),
        [(name, standing.chosen(name)) for name in _sorted(curated.values())],
    )


def undone(log: Sequence[Override]) -> set[str]:
    """Give the ids of the corrections that later ones take back."""
    return _undone(log)[0]


def _sorted(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({name for name in names if name}))


def _undone(log: Sequence[Override]) -> tuple[set[str], dict[str, str]]:
    """Give the corrections that are undone, and why some undoings are none.

    Read from the end, so that an undoing that is itself undone counts for nothing.
    """
    place = {row.override_id: number for number, row in enumerate(log)}
    taken_back: set[str] = set()
    refused: dict[str, str] = {}
    for number in range(len(log) - 1, -1, -1):
        row = log[number]
        if row.action != "undo" or row.state == "malformed" or row.override_id in taken_back:
            continue
        if place.get(row.value or "", number) < number:
            taken_back.add(row.value or "")
        else:
            refused[row.override_id] = (
                f"No correction {row.value} stands above it in the log: "
                "`onrecord entities log` lists them with their ids."
            )
    return taken_back, refused


def _applied(row: Override, standing: Standing) -> Override:
    """Apply one correction; where it contradicts what stands, leave all as it is and say why."""
    try:
        return replace(row, entity_ids=_sorted(ACTIONS[row.action](row, standing)))
    except NotApplicable as conflict:
        return replace(row, state="conflict", reason=str(conflict))


def _subject(row: Override, standing: Standing) -> str:
    return standing.find(row.entity_id, row.name, row.entity_type)


def _merge(row: Override, standing: Standing) -> Iterator[str]:
    absorbed = _subject(row, standing)
    into = standing.find(row.target_id, row.target_name, row.target_type)
    if absorbed != into:
        standing.merge(absorbed, into, row.override_id)
    elif earlier := standing.merged_by(row.target_id):
        raise NotApplicable(
            f"{row.target_name or row.target_id} is part of {row.name or row.entity_id} already, "
            f"by {earlier}: undo that to merge them the other way round."
        )
    yield into


def _split(row: Override, standing: Standing) -> Iterator[str]:
    source = _subject(row, standing)
    kind, _, which = (row.value or "").partition(":")
    taken = standing.parts(source, kind, which)
    if not taken:
        raise NotApplicable(
            f"Nothing of {row.name or source} is the {kind} {which} now; if it comes back, this "
            "applies again."
        )
    made = row.target_id or source
    standing.split(source, taken, made)
    if row.target_name:
        standing.choose(made, Chosen(name=row.target_name))
    yield source
    yield made


def _rename(row: Override, standing: Standing) -> Iterator[str]:
    yield standing.choose(_subject(row, standing), Chosen(name=row.value))


def _retype(row: Override, standing: Standing) -> Iterator[str]:
    yield standing.choose(_subject(row, standing), Chosen(entity_type=row.value))


def _link(row: Override, standing: Standing) -> Iterator[str]:
    yield standing.choose(_subject(row, standing), Chosen(wikidata_id=row.value))


def _ignore(row: Override, standing: Standing) -> Iterator[str]:
    standing.ignore(_subject(row, standing), row.override_id)
    yield from ()


def _undo(*_: object) -> Iterator[str]:
    """Do nothing: what it undoes was left out from the beginning."""
    yield from ()


ACTIONS: dict[str, Callable[[Override, Standing], Iterator[str]]] = {
    "merge": _merge,
    "split": _split,
    "rename": _rename,
    "retype": _retype,
    "link": _link,
    "ignore": _ignore,
    "undo": _undo,
}
