"""Keep files that people hand over, as a collection in the data folder that plain runs read."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from filecmp import cmp
from pathlib import Path

from flows.address import is_address
from flows.discover import META, PathError, is_excluded
from flows.settings import Settings
from warehouse.aside import disk_told, written_aside

NAME = "inbox"
ADDRESS = re.compile(r"\s*(https?|ftp)://\S+\s*", re.IGNORECASE)
LIST_BYTES = 1_000_000
"""A file that is larger is taken for no list of addresses."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the files that were handed over, by name."""

    new: list[str]
    replaced: list[str]
    there: list[str]
    """Those that lay in the inbox as they are."""


def standing(settings: Settings) -> list[str]:
    """List what a run without paths reads: the sources of the settings, and the inbox.

    The inbox is made where there is none yet, since a run refuses a folder that is missing.
    The demo collection is left out where there is none, once the inbox holds something else.
    """
    settings.inbox.mkdir(parents=True, exist_ok=True)
    chosen = list(settings.sources)
    if "sources" not in settings.model_fields_set and any(settings.inbox.iterdir()):
        chosen = [place for place in chosen if Path(place).exists()]
    return [*chosen, f"{NAME}={settings.inbox}"]


def add(
    files: Sequence[str], settings: Settings, called: str | None = None, replace: bool = False
) -> Added:
    """Copy files into the inbox, each with the one that describes it; none of them or all.

    The same file again changes nothing. Another one of the same name is refused, unless it is to
    `replace` the first. Raises PathError for what cannot be added, with the way out.
    """
    if called is not None and len(files) != 1:
        raise PathError("--as names one file: add the others by themselves.")
    chosen: dict[str, Path] = {}
    for path in map(_file, files):
        name = called or path.name
        _check_name(path, name, chosen, settings)
        chosen[name] = path
    added = Added([], [], [])
    for name, path in chosen.items():
        target = settings.inbox / name
        is_there = target.exists() and _is_same(path, target)
        kind = added.there if is_there else added.replaced if target.exists() else added.new
        kind.append(name)
    if added.replaced and not replace:
        name = added.replaced[0]
        raise PathError(
            f"Another {name} lies in {settings.inbox}. If {chosen[name]} is its new version, say "
            f"--replace; if it is something else, give it a name of its own: --as NAME."
        )
    for name in (*added.new, *added.replaced):
        _copy(chosen[name], settings.inbox / name)
    return added


def listed(path: Path) -> list[str]:
    """Read a list of files, a path a line, from the folder of the list; `#` begins a comment."""
    lines = [line.strip() for line in _text(path).splitlines()]
    found = [line for line in lines if line and not line.startswith("#")]
    if not found:
        raise PathError(f"{path} lists no files: write one path a line.")
    return [
        line if ADDRESS.fullmatch(line) else str(path.parent / Path(line).expanduser())
        for line in found
    ]


def _file(given: str) -> Path:
    """Give the file that is meant. Raises PathError for an address, a folder, or nothing."""
    if ADDRESS.fullmatch(given):
        raise PathError(f"{given} is an address, and Onrecord opens none. {_how_to_save(given)}")
    if is_address(given):
        raise PathError(f"{given} is an address: name a file of this machine by its path.")
    path = Path(given).expanduser().resolve()
    if path.is_dir():
        raise PathError(
            f"{given!r} is a folder: `onrecord run {given}` takes it in where it is, and the "
            "setting `sources` names folders for every run."
        )
    if not path.is_file():
        raise PathError(f"There is no file {given!r} (looked for {path}). Check the spelling.")
    if path.stat().st_size <= LIST_BYTES and _lists_addresses(path):
        raise PathError(
            f"{given!r} is a list of addresses, and Onrecord opens none. {_how_to_save(given)}"
        )
    return path


def _how_to_save(given: str) -> str:
    where = given if ADDRESS.fullmatch(given) else f"-i {given}"
    return (
        "Save the pages and add the files, or a web archive of them: "
        f"wget --warc-file=pages {where}; onrecord add pages.warc.gz"
    )


def _lists_addresses(path: Path) -> bool:
    lines = path.read_bytes().decode("utf-8", "replace").splitlines()
    filled = [line for line in lines if line.strip() and not line.startswith("#")]
    return bool(filled) and all(map(ADDRESS.fullmatch, filled))


def _check_name(path: Path, name: str, chosen: dict[str, Path], settings: Settings) -> None:
    if Path(name).name != name:
        raise PathError(f"{name!r} is no name of a file: leave out the folder.")
    if name.endswith(META):
        raise PathError(f"{path} describes another file: add that one, and it comes along.")
    if is_excluded(name, settings.exclude):
        raise PathError(
            f"{path} would not be read: the setting `exclude` leaves out files called {name}. "
            "Give it another name: --as NAME."
        )
    if chosen.get(name, path) != path:
        raise PathError(
            f"{chosen[name]} and {path} have one name. Add one of them with another: --as NAME."
        )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PathError(f"The list {path} cannot be read: {error}.") from error


def _is_same(path: Path, target: Path) -> bool:
    pairs = ((path, target), (_meta(path), _meta(target)))
    return all(
        one.is_file() == other.is_file() and (not one.is_file() or cmp(one, other, shallow=False))
        for one, other in pairs
    )


def _copy(path: Path, target: Path) -> None:
    """Copy a file whole, what describes it first: nobody sees it without."""
    for source, place in ((_meta(path), _meta(target)), (path, target)):
        if source.is_file():
            with written_aside(place) as temporary:
                shutil.copyfile(source, temporary)  # its day is kept, its rights are not
                held = source.stat()
                os.utime(temporary, ns=(held.st_atime_ns, held.st_mtime_ns))
        else:
            with disk_told(place):
                place.unlink(missing_ok=True)


def _meta(path: Path) -> Path:
    return path.with_name(path.name + META)
