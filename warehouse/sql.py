"""Read the SQL that stands beside this module, and run it wholly or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

HERE = Path(__file__).parent


@cache
def sql(name: str) -> str:
    """Read one statement file, such as `marts/v_quotes`."""
    return (HERE / f"{name}.sql").read_text(encoding="utf-8")


@contextmanager
def transaction(con: DuckDBPyConnection) -> Iterator[None]:
    """Commit what the block does, wholly or not at all."""
    con.execute("begin")
    try:
        yield
        con.execute("commit")
    except BaseException:
        with suppress(duckdb.Error):  # where the commit failed, none is left to be rolled back
            con.execute("rollback")
        raise


def names(folder: str) -> list[str]:
    """List the statement files of a folder, in alphabetical order, without their suffix."""
    return sorted(path.stem for path in (HERE / folder).glob("*.sql"))
