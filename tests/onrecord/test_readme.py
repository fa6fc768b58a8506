"""What README.md shows is what the commands print."""

from __future__ import annotations

from pathlib import Path

from tests.readme import README, written


def test_the_readme_is_true(seeds_data: Path) -> None:
    """Every command of the page prints exactly what stands below it."""
    page = README.read_text(encoding="utf-8")
    assert written(page, seeds_data) == page
