"""What makes rows is hashed, all of it, and nothing else."""

from __future__ import annotations

import ast
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from flows.fingerprint import (
    ANALYSING_LIBRARIES,
    CODE,
    READING,
    READING_LIBRARIES,
    code_hash,
    fingerprint,
    same_reading,
)
from flows.settings import load

ROOT = Path(__file__).parents[2] / "transforms"
OWNERS = packages_distributions()


def imported(path: Path) -> Iterator[str]:
    """Yield the modules that a file imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module
            yield node.module


def half(*, reading: bool) -> list[Path]:
    """List the modules of one half."""
    paths = ((path, path.relative_to(ROOT).as_posix()) for path in ROOT.rglob("*.py"))
    return [path for path, name in paths if name.startswith(READING) == reading]


def libraries(*, reading: bool) -> set[str]:
    """Name the distributions that one half imports, in lower case."""
    tops = {name.partition(".")[0] for path in half(reading=reading) for name in imported(path)}
    foreign = tops - sys.stdlib_module_names - {"transforms"}
    return {owner.lower() for top in foreign for owner in OWNERS[top]}


def test_every_library_that_makes_rows_is_in_the_fingerprint() -> None:
    """What `transforms` imports of others is what the fingerprint names, half by half."""
    assert libraries(reading=True) == set(READING_LIBRARIES)
    assert libraries(reading=False) == set(ANALYSING_LIBRARIES)


def test_reading_needs_nothing_of_the_other_half() -> None:
    """No reader hangs on code whose change leaves files unread; row types are columns alone."""
    own = {name for path in half(reading=True) for name in imported(path)}
    paths = {name.partition(".")[2].replace(".", "/") for name in own if "transforms." in name}
    outside = {path for path in paths if not f"{path}.py".startswith(READING)} - {"readers"}
    assert outside == {"tables"}


def test_every_file_beside_the_code_decides_rows_or_is_a_page() -> None:
    """A data file of a new kind would be left out of the fingerprint: here it is noticed."""
    endings = {path.suffix for path in ROOT.rglob("*") if path.is_file()}
    assert endings - {".pyc", ".md"} == set(CODE)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Give a copy of the package that may be changed."""
    return shutil.copytree(ROOT, tmp_path / "transforms")


def hashes(package: Path) -> tuple[str, str]:
    """Hash both halves."""
    return code_hash(package, reading=True), code_hash(package, reading=False)


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("links/README.md", ()),
        ("readers/html.py~", ()),
        ("readers/.html.py.swp.py", ()),
        ("__pycache__/ids.pyc", ()),
        ("readers/html.py", ("reading",)),
        ("readers/hyphens.txt", ("reading",)),
        ("ids.py", ("reading",)),
        ("reading.py", ("analysing",)),
        ("dates_in_text.py", ("analysing",)),
        ("lexicons/titles.csv", ("analysing",)),
        ("quotes/weights.json", ("analysing",)),
        ("quotes/new.txt", ("analysing",)),
    ],
)
def test_only_what_decides_rows_counts(package: Path, name: str, changes: tuple[str, ...]) -> None:
    """Code and data change the half they belong to; pages and an editor's leavings change none."""
    before = hashes(package)
    path = package / name
    path.parent.mkdir(exist_ok=True)
    with path.open("a") as file:
        file.write("\n")
    after = hashes(package)
    found = zip(("reading", "analysing"), before, after, strict=True)
    assert tuple(name for name, one, other in found if one != other) == changes


def test_settings_change_the_half_they_decide() -> None:
    """A limit on files is of reading, the size of chunks is not."""
    usual = fingerprint(load()).value
    assert same_reading(usual, fingerprint(load(chunk_tokens=99)).value)
    assert usual != fingerprint(load(chunk_tokens=99)).value
    assert not same_reading(usual, fingerprint(load(max_document_bytes=99)).value)
    assert usual == fingerprint(load(processes=7, max_seconds=9)).value
