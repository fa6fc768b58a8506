"""Find the source files of collections."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path

from flows.address import is_address
from transforms.errors import UsageError

META = ".meta.json"
"""Ending of the file that describes another: `a.pdf.meta.json` stands beside `a.pdf`."""


class PathError(UsageError):
    """A path that was asked for cannot be ingested; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Root:
    """A folder or a single file that is to be ingested, and the name of its collection."""

    collection: str
    folder: Path
    only: str | None
    """The one file meant, or None for the whole folder."""


@dataclass(frozen=True, slots=True)
class Found:
    """A source file as the file system shows it."""

    collection: str
    path: str
    """Path inside the collection, with `/` between its parts."""
    location: str
    size: int
    mtime_ns: int
    """Of the file and the one that describes it together: a change of either changes it."""
    meta: str | None = None
    """Location of the file beside it that describes it."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Something in a collection that is not opened, and why."""

    collection: str
    path: str
    error_type: str
    reason: str
    remedy: str

    @property
    def is_lasting(self) -> bool:
        """Whether it stays so until the thing itself is changed; a missing right may come back."""
        return self.error_type not in ("unreadable", "name_taken")


def roots(paths: Sequence[str]) -> list[Root]:
    """Turn `folder`, `file` and `name=folder` into collections.

    A collection is named after its folder unless a name is given. Raises PathError for a path
    that is not there and for two folders under one name.
    """
    found: dict[str, Root] = {}
    for given in paths:
        one = _root(given)
        other = found.get(f"{one.collection}/{one.only or ''}")
        if other and other.folder != one.folder:
            raise PathError(
                f"Two folders are called {one.collection!r}: {other.folder} and {one.folder}. "
                f"Give one of them another name: other={given}"
            )
        found[f"{one.collection}/{one.only or ''}"] = one
    return list(found.values())


def _root(given: str) -> Root:
    name, separator, place = given.partition("=")
    if not separator or os.sep in name or Path(given).exists():
        name, place = "", given
    if is_address(place):
        raise PathError(
            f"{place!r} is an address, and Onrecord reads what lies on this machine: name a folder "
            "or file by its path. A store or share has to be mounted, and a page saved, first."
        )
    path = Path(place).expanduser().resolve()
    if not path.exists():
        raise PathError(
            f"There is nothing at {place!r} (looked for {path}). Check the spelling, or name "
            "folders and files that exist: onrecord run FOLDER"
        )
    if path.is_dir():
        return Root(name or path.name or "root", path, None)
    return Root(name or path.parent.name or "root", path.parent, path.name)


def walk(root: Root, exclude: Sequence[str]) -> Iterator[Found | Refused]:
    """Yield the files of a collection in the order of their paths.

    Links that lead out of the folder, devices, pipes and sockets are refused; folders behind
    links are not entered, so nothing goes round in circles.
    """
    if root.only is not None:
        names = {path.name for path in root.folder.iterdir()}
        yield _described(root, root.only, names)
        return
    taken: set[str] = set()
    for folder, folders, files in os.walk(root.folder, onerror=_unreadable_folder):
        folders[:] = sorted(name for name in folders if not is_excluded(name, exclude))
        names = set(files)
        for name in sorted(files):
            if name.endswith(META) and name.removesuffix(META) in names:
                continue
            if not is_excluded(name, exclude):
                one = _described(root, os.path.relpath(Path(folder, name), root.folder), names)
                yield _name_taken(one) if _is_taken(one.path, taken) else one
                taken.add(one.path)


def _is_taken(path: str, taken: set[str]) -> bool:
    """Tell whether a path is shown as another one is, or as a member of another file would be."""
    before = (path[:at] for at, char in enumerate(path) if char == "!")
    return path in taken or any(one in taken for one in before)


def _name_taken(one: Found | Refused) -> Refused:
    return Refused(
        one.collection,
        one.path,
        "name_taken",
        f"Another file, or a member of one, is called {one.path} as well.",
        "Give it another name; the next run tries again.",
    )


def _unreadable_folder(error: OSError) -> None:
    """Stop, lest what cannot be seen counts as removed; a folder that is just gone is removed."""
    if isinstance(error, FileNotFoundError):
        return
    raise PathError(
        f"The folder {error.filename!r} cannot be read ({error.strerror}). Nothing was changed. "
        "Give yourself the right to read it, or exclude it in onrecord.toml."
    ) from error


def is_excluded(name: str, patterns: Sequence[str]) -> bool:
    """Say whether files, folders or members of that name are left out."""
    return any(fnmatch(name, pattern) for pattern in patterns)


def _described(root: Root, relative: str, names: set[str]) -> Found | Refused:
    """Look at a file, and at the one beside it that describes it."""
    found = _file(root, relative)
    if isinstance(found, Refused):
        return found
    if relative.endswith(META):
        return Refused(
            root.collection,
            found.path,
            "describes_nothing",
            f"{found.path} describes {found.path.removesuffix(META)}, which is not there.",
            "Put it beside the file that it describes, or give it another name.",
        )
    if Path(relative).name + META not in names:
        return found
    meta = _file(root, relative + META)
    if isinstance(meta, Refused):
        return meta
    return replace(
        found,
        size=found.size + meta.size,
        mtime_ns=found.mtime_ns + meta.mtime_ns,
        meta=meta.location,
    )


def _file(root: Root, relative: str) -> Found | Refused:
    path = root.folder / relative
    shown = Path(relative).as_posix().encode("utf-8", "backslashreplace").decode()
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(root.folder):
            return Refused(
                root.collection,
                shown,
                "link_out",
                f"{shown} is a link to {str(path.resolve())!r}, outside its collection.",
                "Copy the file into the folder, or ingest the folder it lies in.",
            )
        seen = path.stat()
    except (OSError, RuntimeError) as error:
        return Refused(
            root.collection,
            shown,
            "unreadable",
            f"{shown} cannot be looked at: {error}.",
            "Repair or remove it; the next run tries again.",
        )
    if not stat.S_ISREG(seen.st_mode):
        return Refused(
            root.collection,
            shown,
            "not_a_file",
            f"{shown} is a device, a pipe or a socket.",
            "Remove it from the folder; only regular files are read.",
        )
    return Found(root.collection, shown, str(path), seen.st_size, seen.st_mtime_ns)
