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


@pytest.fixture(scope="session")
def empty_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Define a build once: two hundred comments take longer than most tests."""
    path = tmp_path_factory.mktemp("empty") / "build.duckdb"
    with Build(path):
        return path


@pytest.fixture
def build(tmp_path: Path, empty_build: Path) -> Iterator[Build]:
    """Open a new build."""
    path = tmp_path / "build.duckdb"
    path.write_bytes(empty_build.read_bytes())
    with Build(path) as opened:
        yield opened
