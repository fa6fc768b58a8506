"""Ask the published file: read-only, always the newest, safe from many threads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from transforms.errors import UsageError
from transforms.tables import TABLES
from warehouse import entity_query, quote_query
from warehouse.aside import written_aside
from warehouse.cells import harmless_rows
from warehouse.limits import DEFAULTS, kept
from warehouse.reader import Reader
from warehouse.sql import sql

if TYPE_CHECKING:
    import pandas as pd

Parameters = Mapping[str, Any] | list[Any] | None


class UnknownDocument(UsageError, LookupError):
    """No document, or more than one, goes by that name."""


class UnknownTable(UsageError, LookupError):
    """No table or view goes by that name."""


class Answer(NamedTuple):
    """What a question found: the names of the columns, and the rows."""

    columns: list[str]
    rows: list[tuple[Any, ...]]

    def dicts(self) -> list[dict[str, Any]]:
        """Give each row as a mapping from column to value."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class Meant(NamedTuple):
    """A document that a person means; `removed_at` tells since when it is gone, if it is."""

    document_id: str
    name: str
    removed_at: datetime | None


class Warehouse:
    """The published file, as people see it. One instance serves a whole process."""

    def __init__(self, path: Path, memory: int = DEFAULTS.memory_bytes) -> None:
        self.path = path
        self._memory = memory
        self._reader = Reader(path, memory)

    def close(self) -> None:
        """Let go of the file."""
        self._reader.close()

    def rows(
        self,
        statement: str,
        parameters: Parameters = None,
        most: int | None = None,
        seconds: float = 0,
    ) -> Answer:
        """Run a statement and give its rows, all of them or the first `most`.

        Raises TooMuch after some `seconds` (0 for never), or if it needs too much memory.
        """
        with self._reader.cursor() as cursor, kept(cursor, seconds, self._memory):
            cursor.execute(statement, parameters)
            if cursor.description is None:  # only white space and comments
                return Answer([], [])
            columns = [column[0] for column in cursor.description]
            return Answer(columns, cursor.fetchall() if most is None else cursor.fetchmany(most))

    def frame(self, statement: str, parameters: Parameters = None) -> pd.DataFrame:
        """Run a statement and give its rows as a pandas frame."""
        with self._reader.cursor() as cursor, kept(cursor, 0, self._memory):
            return cursor.execute(statement, parameters).df()

    def quotes(
        self,
        *,
        speaker: str | None = None,
        about: str | None = None,
        since: date | str | None = None,
        until: date | str | None = None,
        quote_type: str | Sequence[str] | None = None,
        document: str | None = None,
        text: str | None = None,
        copies: bool = False,
        limit: int | None = 50,
        **others: Any,
    ) -> Answer:
        """Find quotes, newest first; `quote_query.Filters` tells what each filter means.

        Its `kind`, `source` and `people_of` can be given, too.
        """
        types = (quote_type,) if isinstance(quote_type, str) else quote_type or ()
        wanted = quote_query.Filters(
            text or "", speaker, about, types, since=since, until=until, document=document,
            copies=copies, **others,
        )  # fmt: skip
        return quote_query.quotes(self, wanted, limit)

    def document(self, key: str) -> dict[str, Any]:
        """Give a document by its id, path or address, or by the only beginning or end it has."""
        document_id = self.document_id(key)
        return self.rows(sql("queries/document"), {"document_id": document_id}).dicts()[0]

    def document_id(self, key: str) -> str:
        """Find the one document that a person means. Raises UnknownDocument for none or many."""
        found = self.meant(key)
        if found.removed_at:
            raise UnknownDocument(
                f"{found.name} was removed: it was not found any more on "
                f"{found.removed_at:%Y-%m-%d at %H:%M} UTC. "
                f"`onrecord diff {found.name}` shows what it said."
            )
        return found.document_id

    def meant(self, key: str) -> Meant:
        """Find the one document that a person means, or else one that was removed."""
        statement = sql("queries/documents_meant") + sql("queries/documents_like")
        found = [Meant(*row) for row in self.rows(statement, {"document": key}).rows]
        if len(found) == 1:
            return found[0]
        if not found:
            raise UnknownDocument(f"No document is called {key!r}: give its id or its path.")
        some = ", ".join(one.name for one in found[:10])
        raise UnknownDocument(f"{key!r} may be any of {some}: give more of the path, or the id.")

    def document_quotes(self, document_id: str) -> Answer:
        """List the quotes of a document in reading order."""
        return self.rows(sql("queries/document_quotes"), {"document_id": document_id})

    def document_copies(self, document_id: str) -> Answer:
        """List where else the text of a document stands, the original first."""
        return self.rows(sql("queries/document_copies"), {"document_id": document_id})

    def document_spans(self, document_id: str) -> Answer:
        """List the pieces of a document's quotes, for showing them in its text."""
        return self.rows(sql("queries/document_spans"), {"document_id": document_id})

    def document_mentions(self, document_id: str) -> Answer:
        """List the mentions of a document in reading order."""
        return self.rows(sql("queries/document_mentions"), {"document_id": document_id})

    def document_versions(self, document_id: str) -> Answer:
        """List the versions of a document, newest first; removed ones have a history too."""
        return self.rows(sql("queries/document_versions"), {"document_id": document_id})

    def rejects(self, *, resolved_too: bool = False, limit: int | None = None) -> Answer:
        """List what could not be read, with the reason and the remedy."""
        asked = {"resolved_too": resolved_too, "limit": limit}
        return self.rows(sql("queries/rejects"), asked)

    def status(self) -> dict[str, Any]:
        """Say how much there is, and how the last run ended."""
        return self.rows(sql("queries/status")).dicts()[0]

    def runs(self, limit: int | None = 20) -> Answer:
        """List runs, newest first."""
        return self.rows(sql("queries/runs"), {"limit": limit})

    def checks(self, run_id: str | None = None) -> Answer:
        """List the checks of a run, by default the last, those that failed first."""
        return self.rows(sql("queries/checks"), {"run_id": run_id})

    def speakers(self, name: str | None = None, limit: int | None = 50) -> Answer:
        """List speakers, most quoted first; `name` is any part of a name or alias."""
        return entity_query.speakers(self, entity_query.Wanted(search=name), limit)

    def search(
        self,
        text: str,
        kind: Literal["quotes", "chunks"] = "quotes",
        *,
        copies: bool = False,
        limit: int | None = 20,
    ) -> Answer:
        """Rank quotes or chunks by how well they match the words of a text."""
        asked = {"text": text, "copies": copies, "limit": limit}
        return self.rows(sql(f"queries/search_{kind}"), asked)

    def export(
        self,
        folder: Path,
        form: Literal["parquet", "csv"] = "parquet",
        tables: Iterable[str] | None = None,
        *,
        raw: bool = False,
    ) -> list[Path]:
        """Write tables or views to files, whole; by default every table of the contract.

        In CSV, texts that a spreadsheet would run get an apostrophe in front, unless it is `raw`.
        """
        with self._reader.writing() as con:
            known = [name for (name,) in con.execute(sql("queries/relations")).fetchall()]
            chosen = list(TABLES if tables is None else tables)
            for name in chosen:
                if name not in known:
                    raise UnknownTable(f"There is no table {name!r}: choose from {known}.")
            return [
                _export(con.table(f"onrecord.main.{name}"), folder / f"{name}.{form}", raw)
                for name in chosen
            ]


def _export(rows: Any, path: Path, raw: bool) -> Path:
    with written_aside(path) as temporary:
        if path.suffix == ".csv":
            (rows if raw else harmless_rows(rows)).write_csv(str(temporary))
        else:
            rows.write_parquet(str(temporary), compression="zstd")
    return path
