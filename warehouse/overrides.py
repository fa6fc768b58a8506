"""Keep the log of corrections: a CSV file that people read and edit, and programs only add to."""

from __future__ import annotations

import fcntl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

from transforms.errors import ExpectedError
from transforms.tables import Override
from warehouse.aside import disk_told, written_aside
from warehouse.override_lines import COLUMNS, Head, correction, head, named, parsed, written


class LogError(ExpectedError):
    """The log cannot be added to as it is; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Log:
    """The corrections in their order; `digest` tells one state of the file from the next."""

    rows: tuple[Override, ...] = ()
    digest: str = ""


def read(path: Path) -> Log:
    """Read the log; a file that is not there is an empty one.

    A line that is no correction comes as `malformed`, with its number and what to do as reason.
    """
    data = _content(path)
    if not data.strip():
        return Log()
    return Log(tuple(_rows(data)), blake2b(data, digest_size=16).hexdigest())


def append(path: Path, rows: Iterable[Override]) -> list[Override]:
    """Add corrections to the end of the log; give them with their ids and lines.

    What stands there stays byte for byte. Raises LogError for a file without the log's columns,
    DiskError where the disk refuses; then nothing is changed.
    """
    with _alone(path):
        data = _content(path)
        data = data if data.strip() else f"{','.join(COLUMNS)}\n".encode()
        data += b"" if data.endswith(b"\n") else b"\n"
        columns = _whole_head(path, data)
        taken = {row.override_id for row in _rows(data)}
        line = data.count(b"\n")
        added: list[Override] = []
        for row in rows:
            line += 1
            added.append(replace(named(row, taken), line=line))
            taken.add(added[-1].override_id)
        with written_aside(path) as temporary:
            text = "".join(written(row, columns) for row in added)
            temporary.write_bytes(data + text.encode("utf-8", "replace"))
    return added


def _content(path: Path) -> bytes:
    with disk_told(path):
        return path.read_bytes() if path.exists() else b""


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Let one process at a time add to the log; another waits its turn."""
    with disk_told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = path.with_name(f"{path.stem}.lock").open("a")
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _lines(data: bytes) -> list[str]:
    """Give the lines; one line is one correction, so that a broken one spoils no other."""
    return [line.rstrip("\r") for line in data.decode("utf-8-sig", "replace").split("\n")]


def _whole_head(path: Path, data: bytes) -> Head:
    found = head(_lines(data)[0])
    missing = [name for name in COLUMNS if name not in found.columns]
    if missing:
        raise LogError(
            f"{path} lacks the columns {', '.join(missing)}, so nothing was added. Its first line "
            f"must be {','.join(COLUMNS)}: put it right, then correct again."
        )
    return found


def _rows(data: bytes) -> Iterator[Override]:
    first, *rest = _lines(data)
    columns = head(first)
    if "action" not in columns.columns or not {"name", "entity_id"} & {*columns.columns}:
        reason = f"Line 1 of overrides.csv names no columns: write {','.join(COLUMNS)}."
        row = correction(first[:40], override_id="line1", line=1)
        yield replace(row, state="malformed", reason=reason)
        return
    taken: set[str] = set()
    for number, line in enumerate(rest, 2):
        if line.strip(f"{columns.delimiter} "):
            row = _distinct(parsed(line, number, columns), taken)
            taken.add(row.override_id)
            yield row


def _distinct(row: Override, taken: set[str]) -> Override:
    """Name a row that has no id; one whose id is taken is malformed under another."""
    if row.override_id and row.override_id not in taken:
        return row
    fresh = named(row, taken)
    if not row.override_id or row.state == "malformed":
        return fresh
    reason = (
        f"Line {row.line} of overrides.csv is not applied: its override_id {row.override_id} is "
        "taken by a line above. Leave that cell empty, or remove the line."
    )
    return replace(fresh, state="malformed", reason=reason)
