"""Find what could not be read, so that just that is tried again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from flows.discover import PathError, Root
from flows.settings import Settings
from warehouse.build import Build
from warehouse.history import place, rejected, rejecting
from warehouse.reader import NoWarehouse


def check_begun(settings: Settings) -> None:
    """Raise NoWarehouse for a data folder into which nothing was read: it is left as it is."""
    if not settings.build.exists() and not settings.lake.exists():
        raise NoWarehouse(
            f"Nothing was ever read into {settings.data}, so there is nothing to try again: run "
            "`onrecord run` first, or name the folder with --data."
        )


def failed(build: Build, given: Sequence[Root]) -> list[Root]:
    """Name each file from which something could not be read, in the collections given or in all.

    Raises PathError for a collection of which nothing tells in which folder it lies: none of its
    files could be read.
    """
    folders = {root.collection: root for root in given}
    if not given:
        folders = {name: _whole(build, name) for name in rejecting(build)}
    return [
        replace(root, only=path)
        for name, root in folders.items()
        for path in sorted(rejected(build, name))
        if root.only in (None, path) and (root.folder / path).exists()
    ]


def _whole(build: Build, collection: str) -> Root:
    known = place(build, collection)
    if known is None:
        raise PathError(
            f"Nothing of the collection {collection!r} could be read, so its folder is not known. "
            f"Name it: onrecord retry {collection}=FOLDER"
        )
    uri, file = known
    return Root(collection, Path(unquote(urlsplit(uri).path).removesuffix(file)), None)
