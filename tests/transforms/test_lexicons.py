"""The tables of words are in order, and nothing in them is dead."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import get_args

import pytest

import transforms
from transforms.lexicons import TABLES, rows, stances
from transforms.quotes.tree import USES
from transforms.tables import Stance

ROOM = Path(transforms.__file__).parent
ASKED = re.compile(r"\blexicon\(\s*\"([\w-]+)\"\s*\)")
TOLD = re.compile(r"^\| `([\w-]+)` \|", re.MULTILINE)


def documented() -> set[str]:
    """Give the uses and columns that the page beside the tables tells of."""
    return set(TOLD.findall((ROOM / "lexicons" / "README.md").read_text("utf-8")))


def held() -> set[str]:
    """Give the uses that some word has."""
    return {use for table in TABLES for row in rows(table) for use in row["uses"].split()}


@pytest.mark.parametrize("table", TABLES)
def test_words_stand_in_order(table: str) -> None:
    """No word stands twice, and anybody finds it."""
    words = [row["word"] for row in rows(table)]
    assert words == sorted(set(words))


@pytest.mark.parametrize("table", TABLES)
def test_every_row_tells_something(table: str) -> None:
    """A word without a use, a stance or anything it takes is idle; uses stand in order, once."""
    for row in rows(table):
        word, *told = row.values()
        assert any(told), word
        assert row["uses"].split() == sorted(set(row["uses"].split())), word
        assert None not in row, word


def test_every_use_is_asked_for_and_told() -> None:
    """The code asks for the uses that words have, no others, and the page tells what they are."""
    code = (path.read_text("utf-8") for path in ROOM.rglob("*.py"))
    asked = {use for text in code for use in ASKED.findall(text)} | set(USES)
    columns = {column for table in TABLES for column in rows(table)[0]}
    assert asked == held()
    assert held() | columns == documented()


def test_a_word_has_one_stance() -> None:
    """It is one of the column's, and the same in each table that tells it."""
    found = defaultdict(set)
    for row in (row for table in TABLES for row in rows(table) if row.get("stance")):
        found[row["word"]].add(row["stance"])
    assert all(len(told) == 1 for told in found.values()), found
    assert set(stances().values()) <= set(get_args(Stance))
