"""Pages name what is there: files, functions, columns, make targets, and links that lead on."""

from __future__ import annotations

import ast
import doctest
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from inspect import getsource, isfunction
from pathlib import Path

import pytest

from transforms.quotes import find, linear, trace
from transforms.tables import TABLES
from warehouse.marts import marts
from warehouse.schema import columns

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")], key=lambda page: page.as_posix()
)
HISTORY = {ROOT / "CHANGELOG.md", *(ROOT / "docs" / "decisions").iterdir()}
"""Pages that tell what was: a file that they name may be gone."""
NAMING = [ROOT / "docs" / "architecture.md", ROOT / "docs" / "glossary.md"]
"""Pages whose every name of code is held to the code."""
ROOMS = ("transforms", "warehouse", "flows", "onrecord", "tests", "docs", "seeds")
CODE = re.compile(r"`([^`\n]+)`")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)")
FILE = re.compile(rf"(?<![\w./-])(?:{'|'.join(ROOMS)})/[\w./*-]*|\b[\w.-]+\.toml\b|\b[A-Z]+\.md\b")
DOTTED = re.compile(r"(?<![\w./!-])[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+(?![\w/!])")
ENDINGS = (".py", ".md", ".toml", ".csv", ".txt", ".json", ".jsonl", ".sql", ".duckdb", ".html")
ROOM_OF = ("", "transforms.", "warehouse.")
"""What may be left out before the name of a module."""
MADE = re.compile(r"\bmake ((?!of\b|a\b|the\b)[a-z]+)")
MODULE = re.compile(r"-m ((?:tests|onrecord|warehouse|flows)[\w.]*)")
PROMPT = ">>> "
ANY_NAME = "NAME"
"""Stands in a page for a name that the reader chooses."""
USERS = {"onrecord.toml"}
"""Files that a user writes."""
PASS = re.compile(r"^\| `quotes\.(\w+)\.(\w+)` \|", re.MULTILINE)


def names(page: Path) -> Iterator[str]:
    """Yield each piece of code of a page, in a line or in a block that is no example to run."""
    text = page.read_text("utf-8")
    yield from CODE.findall(FENCED.sub("", text))
    yield from (block for block in FENCED.findall(text) if PROMPT not in block)


def of_page(pattern: re.Pattern[str], page: Path) -> set[str]:
    """Find a pattern in all code of a page."""
    return {found for code in names(page) for found in pattern.findall(code)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_to_pages_and_headings(page: Path) -> None:
    """A link has its file, and behind # a heading of it."""
    for target, anchor in LINK.findall(FENCED.sub("", page.read_text("utf-8"))):
        there = (page.parent / target).resolve() if target else page
        assert there.exists(), target
        if anchor:
            assert anchor in anchors(there), anchor


def anchors(page: Path) -> set[str]:
    """Give the anchors that GitHub makes of headings."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_of_a_page_are_there(page: Path) -> None:
    """Make has each target, and Python each module, that a page tells to run."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    assert of_page(MADE, page) <= targets
    if page not in HISTORY:
        assert [name for name in of_page(MODULE, page) if find_spec(name) is None] == []


@pytest.mark.parametrize(
    "page", sorted(set(PAGES) - HISTORY), ids=lambda page: page.relative_to(ROOT).as_posix()
)
def test_files_of_a_page_are_there(page: Path) -> None:
    """A page names files and folders that exist; NAME stands for one that somebody is to write."""
    named = {path.rstrip(".").replace(ANY_NAME, "*") for path in of_page(FILE, page)} - USERS
    assert [path for path in sorted(named) if not any(ROOT.glob(path.rstrip("/")))] == []


@pytest.mark.parametrize("page", NAMING, ids=lambda page: page.stem)
def test_names_of_a_page_are_there(page: Path) -> None:
    """Modules, functions, classes and columns are called as a page calls them."""
    known = {f"{table}.{column.name}" for table in TABLES for column in columns(TABLES[table])}
    known |= {f"{mart.name}.{name}" for mart in marts() for name, _ in mart.columns}
    named = {name for name in of_page(DOTTED, page) if not name.endswith(ENDINGS)}
    assert [name for name in sorted(named - known) if not is_there(name)] == []


def is_there(name: str) -> bool:
    """Whether a dotted name leads to something in the code."""
    return any(leads(f"{room}{name}".split(".")) for room in ROOM_OF)


def leads(parts: list[str]) -> bool:
    """Whether a module has what its name is followed by."""
    for size in range(len(parts), 0, -1):
        try:
            found = import_module(".".join(parts[:size]))
        except ImportError:
            continue
        return has(found, parts[size:])
    return False


def has(thing: object, parts: list[str]) -> bool:
    """Whether a thing has a member, that one the next, and so on; fields count."""
    for part in parts:
        if part in getattr(thing, "__annotations__", {}):
            return True
        if not hasattr(thing, part):
            return False
        thing = getattr(thing, part)
    return True


def test_the_passes_stand_in_their_order() -> None:
    """The page lists what is called to find quotes in the order in which it is called."""
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    listed = [name for _, name in PASS.findall(page)]
    assert len(listed) > 10
    assert [name for name in used(find.listed) if name in listed] == listed


def used(function: Callable[..., object]) -> list[str]:
    """List the names that code uses in the order in which they first stand there."""
    nodes = ast.walk(ast.parse(getsource(function)))
    placed = sorted(
        (node.lineno, node.col_offset, node.id if isinstance(node, ast.Name) else node.attr)
        for node in nodes
        if isinstance(node, ast.Name | ast.Attribute)
    )
    return list(dict.fromkeys(name for _, _, name in placed))


def test_every_pass_is_listed() -> None:
    """No function of ours that takes part in finding quotes is left out of the page."""
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    listed = {name for _, name in PASS.findall(page)}
    assert {name for name in used(find.listed) if is_pass(name)} <= listed


def is_pass(name: str) -> bool:
    """Whether a name that `find` uses is a function of the rooms that takes part in finding."""
    found = getattr(find, name, None)
    if not isfunction(found) or found in {linear.weights, trace.unseen}:
        return False
    return found.__module__.startswith("transforms.quotes.")


@pytest.mark.parametrize("page", NAMING, ids=lambda page: page.stem)
def test_examples_of_a_page_run(page: Path) -> None:
    """What a page shows at a prompt is what Python answers."""
    failed, _ = doctest.testfile(str(page), module_relative=False)
    assert not failed
