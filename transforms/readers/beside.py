"""Take metadata from the file that stands beside a document: it wins over what a reader found."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from transforms.ids import content_hash
from transforms.normalise import decode
from transforms.readers.draft import Draft, Item
from transforms.readers.fields import folded, metadata_of

SUFFIX = ".meta.json"


class Beside:
    """What `name.meta.json` says about the documents in `name`."""

    def __init__(self, data: bytes) -> None:
        self.fault: str | None = None
        """What is wrong with the file, None where it is right."""
        self._said = self._fields(data)
        self._hash = content_hash(data)

    def describe(self, item: Item) -> Item:
        """Put what is said here over what the reader found; a change of it changes the document."""
        if not isinstance(item, Draft):
            return item
        said = replace(
            item, content_hash=content_hash(f"{item.content_hash} {self._hash}".encode())
        )
        return replace(said, **self._said)

    def _fields(self, data: bytes) -> dict[str, Any]:
        try:
            fields = json.loads(decode(data)[0])
        except (ValueError, RecursionError) as error:
            self.fault = f"no JSON: {error}"
            return {}
        if not isinstance(fields, Mapping):
            self.fault = f"a JSON {type(fields).__name__}, not an object"
            return {}
        said = asdict(metadata_of(folded(fields)))
        return {name: value for name, value in said.items() if value}


def is_metadata(name: str) -> bool:
    """Tell a file that only describes another by its name."""
    return name.endswith(SUFFIX) and len(name) > len(SUFFIX)
