"""What README.md shows is what the commands print."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.readme import README, written


def test_the_readme_is_true(seeds_data: Path, tmp_path: Path) -> None:
    """Every command of the page, one after the other, prints exactly what stands below it."""
    data = shutil.copytree(seeds_data, tmp_path / "data")
    page = README.read_text(encoding="utf-8")
    assert written(page, data) == page
