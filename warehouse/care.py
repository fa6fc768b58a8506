"""Keep the lake whole: end what killed writers began, find damage, set it aside, lose nothing.

Only for the one who holds the build: a batch that is being written looks like one of a dead writer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from transforms.tables import EXTRACTED
from warehouse.aside import TEMPORARY, disk_told, synced
from warehouse.lake import COPY, DOCUMENTS, MANIFESTS, PACK, Lake, LakeError
from warehouse.manifest import Manifest, Pack, Seal, from_json, pack_from_json, seal, to_json
from warehouse.staging import LAST, is_committed, left, settle

QUARANTINE = "quarantine"
SUPERSEDED = "superseded"
"""Folders of files that do not count: damaged ones, and those that a pack stands for."""


@dataclass(frozen=True, slots=True)
class Damage:
    """A batch or pack that is not as it was written, and what is wrong with its files."""

    name: str
    faults: tuple[str, ...]
    documents: int | None
    """How many documents it holds, None where its manifest cannot be read."""


def tidy(lake: Lake) -> list[str]:
    """End what killed writers began; give the names of batches whose manifest was brought back.

    What was committed is moved to its place, what was not is removed. Rows without a manifest are
    kept: the manifest stands in the footer of their documents' file, too.
    """
    with disk_told(lake.root):
        for folder in left(lake.root):
            _end(lake, folder)
        for path in lake.root.glob(f"*/.*{TEMPORARY}"):
            path.unlink(missing_ok=True)
        _supersede(lake)
        return [name for name in sorted(_orphans(lake)) if _restored(lake, name)]


def damaged(lake: Lake, trusted: Iterable[str] = ()) -> list[Damage]:
    """Find batches and packs whose files are missing or not as they were sealed.

    Of `trusted` ones, whose rows are in the tables, only the sizes are looked at; of all others
    every byte. Rows that nothing accounts for are damage as well.
    """
    known, found = set(trusted), []
    for path in sorted((lake.root / MANIFESTS).glob("*.json")):
        name = path.stem
        try:
            one = _unit(path)
        except (ValueError, KeyError, TypeError, AttributeError, OSError, LakeError) as error:
            found.append(Damage(name, (f"its manifest cannot be read ({error})",), None))
            continue
        stems = one.stems if isinstance(one, Pack) else {name}
        faults = tuple(_faults(lake, name, one.files, is_full=not stems <= known))
        if faults:
            found.append(Damage(name, faults, _count(one)))
    found += [Damage(name, ("it has no manifest",), None) for name in sorted(_orphans(lake))]
    return found


def set_aside(lake: Lake, name: str) -> None:
    """Move the files of a batch or pack to the quarantine.

    Of a pack, the batches that it stands for come back if they still lie among the superseded.
    """
    folder = lake.root / QUARANTINE / name
    number = 1
    while folder.exists():
        number += 1
        folder = lake.root / QUARANTINE / f"{name}.{number}"
    _move(lake, name, folder)
    for past in sorted((lake.root / SUPERSEDED / name).glob("*")):
        for file in (*EXTRACTED, LAST):
            path = past / (LAST if file == LAST else f"{file}.parquet")
            if path.exists():
                path.replace(lake.place(past.name, file))
    lake.forget_packs()


def supersede(lake: Lake, pack: Pack, names: Iterable[str]) -> None:
    """Move what a pack stands for out of the way, manifests first."""
    for name in names:
        _move(lake, name, lake.root / SUPERSEDED / pack.name / name)


def _unit(path: Path) -> Manifest | Pack:
    """Read a manifest. Raises LakeError for one that goes by another's name."""
    text = path.read_text(encoding="utf-8")
    one = pack_from_json(text) if path.name.startswith(PACK) else from_json(text)
    name = one.name if isinstance(one, Pack) else one.stem
    if name != path.stem:
        raise LakeError(f"it is the manifest of {name}")
    return one


def _count(one: Manifest | Pack) -> int:
    batches = one.batches if isinstance(one, Pack) else [one]
    return sum(len(batch.documents) for batch in batches)


def _faults(lake: Lake, name: str, files: dict[str, Seal], *, is_full: bool) -> Iterator[str]:
    for table, wanted in files.items():
        path = lake.parquet(table, name)
        if not path.is_file():
            yield f"{table} is missing"
        elif path.stat().st_size != wanted.size:
            yield f"{table} has {path.stat().st_size:,} bytes instead of {wanted.size:,}"
        elif is_full and seal(path.read_bytes()) != wanted:
            yield f"{table} holds other bytes than were written"


def _orphans(lake: Lake) -> set[str]:
    """Name the batches and packs that have rows but no manifest."""
    named = {path.stem for path in (lake.root / MANIFESTS).glob("*.json")}
    paths = (path for table in EXTRACTED for path in (lake.root / table).glob("*.parquet"))
    return {path.stem for path in paths} - named


def _restored(lake: Lake, name: str) -> bool:
    """Bring back the manifest of a batch that has lost it, if its rows are as they were sealed."""
    path = lake.parquet(DOCUMENTS, name)
    try:
        metadata = pq.read_schema(path).metadata or {}
        manifest = from_json(metadata[COPY].decode())
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException):
        return False
    if any(_faults(lake, name, manifest.files, is_full=True)):
        return False
    files = manifest.files | {DOCUMENTS: seal(path.read_bytes())}
    target = lake.place(name, LAST)
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}{TEMPORARY}")
    temporary.write_text(to_json(replace(manifest, files=files)), encoding="utf-8")
    synced(temporary)
    temporary.replace(target)
    synced(target.parent)
    return True


def _end(lake: Lake, folder: Path) -> None:
    """End what a killed writer has staged: put it in place if it was committed, else remove it."""
    if not is_committed(folder):
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()
        return
    text = (folder / LAST).read_text(encoding="utf-8")
    is_pack = folder.name.startswith(f".{PACK}")
    name = pack_from_json(text).name if is_pack else from_json(text).stem
    settle(folder, lambda file: lake.place(name, file))
    lake.forget_packs()


def _supersede(lake: Lake) -> None:
    """Move batches and packs out of the way that a larger pack stands for."""
    try:
        packs = lake.packs
    except LakeError:  # told as damage
        return
    own = {path.stem for path in (lake.root / MANIFESTS).glob("[0-9]*.json")}
    held: set[str] = set()
    for pack in packs:
        if pack.stems <= held:
            larger = next(one for one in packs if pack.stems <= one.stems)
            supersede(lake, larger, [pack.name])
        else:
            supersede(lake, pack, sorted(own & pack.stems))
            held |= pack.stems
    lake.forget_packs()


def _move(lake: Lake, name: str, folder: Path) -> None:
    """Move the files of a batch or pack to a folder, its manifest first: then it does not count."""
    with disk_told(folder):
        for file in (LAST, *EXTRACTED):
            path = lake.place(name, file)
            if path.exists():
                folder.mkdir(parents=True, exist_ok=True)
                path.replace(folder / (LAST if file == LAST else f"{file}.parquet"))
                synced(path.parent)
    lake.forget_packs()
