"""Texts in CSV files are no formulas."""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.cells import harmless, harmless_rows

FORMULAS = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\ttext", "\rtext", "\ntext", " =1", "  \n=1",
    '"=1', "'=1", "\u00a0=1", "\ufeff=1", "＝1", "＋a", "－a", "＠a", "=", "-", "- he said", "-5-3",
    "+49 30 1", "-5=cmd|' /C calc'!A0", '"\t@x', "\x00=1", "-5\n", "+",
]  # fmt: skip
TEXTS = [
    "", "a", "a=1", "1-2", "“=1”", "(=1)", "5", "-5", "+5", "-5.25", "-1,000.50", "-3%", "−5",
    "— he said", " text", "'tis", '"Yes"', "._", "[-]",
]  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS, ids=ascii)
def test_a_formula_becomes_a_text(text: str) -> None:
    """What a spreadsheet would run has an apostrophe in front."""
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_other_texts_stay(text: str) -> None:
    """Words, quotations and numbers, negative ones too, are left as they are."""
    assert harmless(text) == text


@pytest.mark.parametrize("value", [-5, -0.5, None, True, ["=1"]])
def test_what_is_no_text_stays(value: object) -> None:
    """Numbers are numbers."""
    assert harmless(value) is value


@settings(deadline=None)
@given(st.lists(st.sampled_from(FORMULAS) | st.text(alphabet="=+-@＝ \t\r\n\"'05.,%a\u00a0\ufeff")))
def test_python_and_duckdb_agree(texts: list[str]) -> None:
    """The command line, the page and an export mark the same cells."""
    with duckdb.connect() as con:
        rows = con.sql("select unnest($texts::varchar[]) as text, -1 as n", params={"texts": texts})
        assert harmless_rows(rows).fetchall() == [(harmless(text), -1) for text in texts]


def test_an_export_is_marked(tmp_path: Path) -> None:
    """Columns keep their names, order and types; texts alone are marked, null stays null."""
    with duckdb.connect() as con:
        rows = con.sql(
            """select '=1' as "a ""b", -5 as n, null::varchar as nothing, ['=x', 'y'] as list"""
        )
        marked = harmless_rows(rows)
        assert (marked.columns, marked.types) == (rows.columns, rows.types)
        marked.write_csv(str(tmp_path / "rows.csv"))
    with (tmp_path / "rows.csv").open(newline="") as file:
        assert list(csv.reader(file))[1] == ["'=1", "-5", "", "['=x', y]"]
