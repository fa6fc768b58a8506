"""Small collections to ingest, and workers that all tests of the session share."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.settings import Settings, load

FIRST = """Bridge will open in May, mayor says

Mayor Ada Lund said on Tuesday that the new bridge would open in May. She added that the toll \
would be dropped.

"We have waited long enough," Lund told reporters."""

SECOND = """Harbour pilots reject the offer

The pilots' union rejected the offer. "It is an insult," said Tom Berg, its chairman. He argued \
that the port could afford more."""


@pytest.fixture(autouse=True)
def _with_shared_workers(shared_workers: None) -> None:
    """Use the workers that are there."""


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Give a folder with two articles."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "bridge.txt").write_text(FIRST)
    (folder / "pilots.txt").write_text(SECOND)
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Give settings with a data folder of their own."""
    return load(data=tmp_path / "data")
