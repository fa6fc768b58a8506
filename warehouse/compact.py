"""Pack the many small files of a lake into few: the rows stay, and so do the batches' names.

A pack holds the rows of many batches, a file a table, and says of each which batch it is of. What
it stands for is moved aside once it counts, and is deleted after a time of grace, so that a reader
who is at it can end.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from transforms.tables import EXTRACTED
from warehouse.aside import disk_told
from warehouse.care import SUPERSEDED, supersede
from warehouse.incoming import BATCH
from warehouse.lake import DOCUMENTS, PACK, Lake
from warehouse.manifest import Manifest, Pack, Seal, order, pack_to_json, seal
from warehouse.outdated import Outdated, outdated
from warehouse.staging import commit, staged

PACK_BYTES = 64_000_000
"""Bytes of Parquet, all tables together, that a pack holds at most: some hundred MB in memory."""
KEPT = (DOCUMENTS, "rejects")
"""Tables of which every row is kept: they are the history."""


@dataclass(frozen=True, slots=True)
class Compacted:
    """What became of the files of a lake."""

    packed: int
    """Batches that were packed now."""
    packs: int
    """Packs that were written."""
    files_before: int
    files_after: int
    deleted: int
    """Superseded packs and batches whose time of grace is over."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """A batch or a pack, as one that can be packed with others."""

    name: str
    batches: list[Manifest]
    size: int


def compact(lake: Lake, grace: float, limit: int = PACK_BYTES) -> Compacted:
    """Pack small batches and packs, in their order, to at most `limit` bytes each.

    Files that were superseded more than `grace` seconds ago are deleted. Rows of an analysis that
    was made anew since are left out, those of documents and rejects are kept. A kill anywhere
    leaves every batch once. Only for the one who holds the build. Raises DiskError.
    """
    before = _files(lake)
    groups = [group for group in _grouped(_units(lake), limit) if len(group) > 1]
    old = outdated(lake) if groups else Outdated()
    packs = [_pack(lake, group, old) for group in groups]
    deleted = _delete(lake, grace)
    packed = sum(len(unit.batches) for group in groups for unit in group)
    return Compacted(packed, len(packs), before, _files(lake), deleted)


def _files(lake: Lake) -> int:
    return sum(1 for table in EXTRACTED for _ in (lake.root / table).glob("*.parquet"))


def _units(lake: Lake) -> list[_Unit]:
    packed = {name for pack in lake.packs for name in pack.stems}
    found = [_unit(lake, pack.name, pack.batches, pack.files) for pack in lake.packs]
    for name in lake.stems():
        if name not in packed:
            manifest = lake.manifest(name)
            found.append(_unit(lake, name, [manifest], manifest.files))
    return sorted(found, key=lambda unit: order(unit.batches[0].stem))


def _unit(lake: Lake, name: str, batches: list[Manifest], files: dict[str, Seal]) -> _Unit:
    sizes = [one.size for one in files.values()]
    if not files:  # a batch of an older version
        paths = (lake.parquet(table, name) for table in EXTRACTED)
        sizes = [path.stat().st_size for path in paths if path.exists()]
    return _Unit(name, batches, sum(sizes))


def _grouped(units: Sequence[_Unit], limit: int) -> Iterator[list[_Unit]]:
    """Group neighbours; one that is more than half of the limit stays as it is."""
    group: list[_Unit] = []
    size = 0
    for unit in units:
        if group and size + unit.size > limit:
            yield group
            group, size = [], 0
        if unit.size <= limit // 2:
            group.append(unit)
            size += unit.size
        elif group:
            yield group
            group, size = [], 0
    if group:
        yield group


def _pack(lake: Lake, group: Sequence[_Unit], old: Outdated) -> Pack:
    """Write a pack; it counts from the moment it is staged, and takes the place of its batches."""
    batches = [batch for unit in group for batch in unit.batches]
    name = _name(batches)
    files: dict[str, Seal] = {}
    with staged(lake.root, name) as folder:
        for table in EXTRACTED:
            path = folder / table
            pq.write_table(_rows(lake, table, batches, old), path, compression="zstd")
            files[table] = seal(path.read_bytes())
        pack = Pack(name, batches, files)
        commit(folder, pack_to_json(pack), lambda file: lake.place(name, file))
    supersede(lake, pack, [unit.name for unit in group])
    return pack


def _name(batches: Sequence[Manifest]) -> str:
    stems = "\0".join(batch.stem for batch in batches)
    return f"{PACK}{batches[0].generation:06d}-{seal(stems.encode()).hash}"


def _rows(lake: Lake, table: str, batches: Sequence[Manifest], old: Outdated) -> pa.Table:
    """Gather the rows of batches, each with its batch's name, in their order."""
    found = []
    for batch in batches:
        if table in batch.rows:
            rows = _batch(lake, table, batch)
            found.append(rows if table in KEPT else _current(rows, old.get(batch.stem)))
    if not found:
        return pa.table({BATCH: pa.array([], pa.string())})
    return pa.concat_tables(found, promote_options="default")


def _batch(lake: Lake, table: str, batch: Manifest) -> pa.Table:
    place = lake.rows(table, batch.stem)
    if place.is_packed:
        return pq.read_table(place.path, filters=pc.field(BATCH) == batch.stem)
    rows = pq.read_table(place.path).replace_schema_metadata(None)
    return rows.append_column(BATCH, pa.array([batch.stem] * rows.num_rows, pa.string()))


def _current(rows: pa.Table, old: frozenset[str] | None) -> pa.Table:
    """Leave out the rows of documents that were analysed anew since."""
    if not old:
        return rows
    is_old = pc.is_in(rows.column("document_id"), value_set=pa.array(sorted(old), pa.string()))
    return rows.filter(pc.invert(is_old))


def _delete(lake: Lake, grace: float) -> int:
    """Delete what has been superseded for longer than the time of grace."""
    count = 0
    with disk_told(lake.root):
        for folder in sorted((lake.root / SUPERSEDED).glob("*/*")):
            if time.time() - folder.stat().st_mtime >= grace:
                shutil.rmtree(folder)
                count += 1
        for folder in sorted((lake.root / SUPERSEDED).glob("*")):
            if not any(folder.iterdir()):
                folder.rmdir()
    return count
