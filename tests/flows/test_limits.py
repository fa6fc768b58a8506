"""What is too long is told, at little cost, and everything beside it is read."""

from __future__ import annotations

import json
from pathlib import Path

from flows.direct import ingest
from flows.settings import Settings
from tests.flows.conftest import FIRST
from tests.flows.tables import rows

LONG = 200_000_000
"""Bytes of a line that nobody should have written."""


def test_a_line_of_200_megabytes_costs_only_itself(settings: Settings, tmp_path: Path) -> None:
    """As a text and as a record it is rejected; the records around it are documents."""
    folder = tmp_path / "long"
    folder.mkdir()
    (folder / "line.txt").write_bytes(b"word " * (LONG // 5))
    with (folder / "records.jsonl").open("wb") as file:
        file.write(json.dumps({"id": "a", "text": FIRST}).encode() + b'\n{"id": "b", "text": "')
        file.write(b"word " * (LONG // 5))
        file.write(b'"}\n' + json.dumps({"id": "c", "text": FIRST}).encode())
    run = ingest([str(folder)], settings)
    assert (run.status, run.new, run.rejected) == ("published", 2, 2)
    found = rows(settings.warehouse, "select source_path, error_type from rejects order by 1")
    assert found == [("line.txt", "too_large"), ("records.jsonl!2", "too_large")]
