"""Give each test an empty lake and an open build of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from warehouse.build import Build
from warehouse.lake import Lake


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    """Start a lake."""
    return Lake(tmp_path / "lake")


@pytest.fixture
def build(tmp_path: Path) -> Iterator[Build]:
    """Open a new build."""
    with Build(tmp_path / "build.duckdb") as opened:
        yield opened
