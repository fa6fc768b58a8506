"""Keep texts from being formulas in the spreadsheet that a CSV file is opened with.

Excel, LibreOffice and Google Sheets run a cell that begins with one of these signs, also behind
blanks or quotation marks: https://owasp.org/www-community/attacks/CSV_Injection. An apostrophe
before them makes a text of it; numbers stay what they are. The rule is two patterns, which Python
and DuckDB read alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from duckdb import (
    CaseExpression,
    ColumnExpression,
    ConstantExpression,
    DuckDBPyRelation,
    Expression,
    FunctionExpression,
)

BLANK = "[\\x00-\\x20\"'\u00a0\u2000-\u200b\u202f\u3000\ufeff]"
"""What hides a sign from people, not from programs."""
FORMULA = f"^(?:[\\t\\r\\n]|{BLANK}*[=+\\-@＝＋－＠])"
"""Signs that begin a formula, also as wide as Chinese characters."""
NUMBER = "[+\\-]?[0-9]+(?:[.,][0-9]+)*%?"
MARK = "'"


def harmless(cell: Any) -> Any:
    """Give the cell, a text that would be a formula with an apostrophe in front.

    >>> [harmless(cell) for cell in ("=1+1", " @sum(a1)", "-5", "- he said", -5, None)]
    ["'=1+1", "' @sum(a1)", '-5', "'- he said", -5, None]
    """
    if isinstance(cell, str) and re.match(FORMULA, cell) and not re.fullmatch(NUMBER, cell):
        return MARK + cell
    return cell


def harmless_rows(rows: DuckDBPyRelation) -> DuckDBPyRelation:
    """Give the rows with every column of texts made harmless."""
    return rows.select(*_columns(rows))


def _columns(rows: DuckDBPyRelation) -> Iterator[Expression]:
    for name, kind in zip(rows.columns, rows.types, strict=True):
        column = ColumnExpression(name)
        yield _marked(column).alias(name) if str(kind) == "VARCHAR" else column


def _marked(column: Expression) -> Expression:
    is_formula = FunctionExpression("regexp_matches", column, ConstantExpression(FORMULA))
    is_number = FunctionExpression("regexp_full_match", column, ConstantExpression(NUMBER))
    marked = FunctionExpression("concat", ConstantExpression(MARK), column)
    return CaseExpression(is_formula & ~is_number, marked).otherwise(column)
