"""Mark copies over all documents: texts that are the same, and texts that are nearly so.

What is computed from a text is kept under its hash, so that only new texts are worked on; what
the tables then say follows from the present texts alone, whatever came when.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection

from transforms.duplicates import Content, contents, nearness, signatures
from warehouse.sql import sql

CHARS_AT_ONCE = 30_000_000
PAIRS_AT_ONCE = 25_000
ROOM = 300_000_000
"""Bytes of contents that are kept from signing to comparing: those of some 100,000 articles."""
SIGNED = pa.schema({"text_hash": pa.string(), "keys": pa.list_(pa.uint64())})
PAIR = {"one_hash": pa.string(), "other_hash": pa.string(), "similarity": pa.float64()}
COMPARED = pa.schema(PAIR)
NEAR = pa.schema(
    {"text_hash": pa.string(), "original_hash": pa.string(), "similarity": pa.float64()}
)


def mark(con: DuckDBPyConnection) -> None:
    """Bring the columns that tell of copies up to date; only rows that change are written."""
    wanted, known = con.execute(sql("copies/state")).fetchall()[0]
    if wanted != known:
        con.execute(sql("copies/forget"))
        kept = _Kept(con)
        _sign(con, kept)
        _compare(con, kept)
        con.execute(sql("copies/settle"), {"digest": wanted})
    links = con.execute(sql("copies/links")).fetchall()
    con.register("step_near", _table(_originals(links), NEAR))
    con.execute(sql("copies/mark"))
    con.unregister("step_near")


class _Kept:
    """The contents of texts. Most texts that are signed are compared next: they are kept for it."""

    def __init__(self, con: DuckDBPyConnection) -> None:
        self._con = con
        self._kept: dict[str, Content] = {}
        self._room = ROOM

    def of(self, texts: Sequence[tuple[str, str]]) -> dict[str, Content]:
        """Take texts apart, each with its hash."""
        made = contents(text for _, text in texts)
        found = {text_hash: one for (text_hash, _), one in zip(texts, made, strict=True)}
        for text_hash, one in found.items():
            self._room -= one.runs.nbytes + one.marks.nbytes
            if self._room > 0:
                self._kept[text_hash] = one
        return found

    def all(self, wanted: set[str]) -> dict[str, Content]:
        """Give the contents of texts by their hashes."""
        found = {name: self._kept[name] for name in wanted if name in self._kept}
        missing = list(wanted.difference(found))
        texts = self._con.execute(sql("copies/texts"), {"texts": missing}).fetchall()
        return found | self.of(texts)


def _sign(con: DuckDBPyConnection, kept: _Kept) -> None:
    """Make the keys of new texts."""
    while texts := con.execute(sql("copies/unsigned"), {"chars": CHARS_AT_ONCE}).fetchall():
        found = kept.of(texts)
        keys = signatures(list(found.values()))
        ends = np.cumsum([0, *(one.size for one in keys)])
        lists = pa.ListArray.from_arrays(pa.array(ends, pa.int32()), np.concatenate(keys))
        con.register("step_signed", pa.Table.from_arrays([list(found), lists], schema=SIGNED))
        con.execute(sql("copies/sign"))
        con.unregister("step_signed")


def _compare(con: DuckDBPyConnection, kept: _Kept) -> None:
    """Compare the texts that the keys bring together and that were not compared before."""
    con.execute(sql("copies/candidates"))
    while pairs := con.execute(sql("copies/uncompared"), {"limit": PAIRS_AT_ONCE}).fetchall():
        found = kept.all({name for pair in pairs for name in pair})
        rows = [(one, other, nearness(found[one], found[other])) for one, other in pairs]
        con.register("step_compared", _table(rows, COMPARED))
        con.execute(sql("copies/compared"))
        con.unregister("step_compared")


def _originals(links: Iterable[tuple[str, str, float]]) -> list[tuple[str, str, float]]:
    """Find the original of each text: the earliest of those near it that is no copy itself.

    `links` are earlier, later and similarity, in the order of the later, then of the earlier. So
    every copy is near its original, and no chain of edits leads from one story to another.
    """
    found: dict[str, tuple[str, float]] = {}
    for earlier, later, score in links:
        if earlier not in found and later not in found:
            found[later] = (earlier, score)
    return [(text_hash, *original) for text_hash, original in found.items()]


def _table(
    rows: list[tuple[str, str, float]] | list[tuple[str, str, float | None]], schema: pa.Schema
) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pa.Table.from_arrays(
        [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)],
        schema=schema,
    )
