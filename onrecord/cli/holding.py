"""Ask a warehouse that holds a corpus' articles, or make one for as long as it is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from onrecord.cli.running import bars
from transforms.errors import UsageError
from warehouse.query import Warehouse

if TYPE_CHECKING:
    from onrecord.evaluation.records import Answer, Article

MAGIC = b"DUCK"


def answers(
    articles: Sequence[Article],
    what: Literal["quotes", "names"],
    held: Path | None,
    given: dict[str, Any],
) -> dict[str, Answer]:
    """Ask the warehouse about each article; one that is named must hold some of them."""
    from onrecord.evaluation.answers import read

    with _holding(articles, held, given) as asked:
        found = read(asked, articles, what)
    if held and not found:
        raise UsageError(
            f"{held} holds none of the corpus' articles, such as {articles[0].doc_id!r}. An "
            "article is known by its doc_id: its file's name without the ending, or its record's "
            "id. Leave --warehouse out, and the texts are ingested."
        )
    return found


@contextmanager
def _holding(
    articles: Sequence[Article], held: Path | None, given: dict[str, Any]
) -> Iterator[Warehouse]:
    """Open the warehouse that holds the texts, or make one for as long as it is asked."""
    from tempfile import TemporaryDirectory

    from flows.settings import load

    if held:
        yield Warehouse(_database(load(data=held).warehouse if held.is_dir() else held))
        return
    from onrecord.evaluation.ingestion import ingest

    with TemporaryDirectory(prefix="onrecord-") as folder:
        with bars():
            path = ingest(articles, Path(folder), **given)
        made = Warehouse(path)
        try:
            yield made
        finally:
            made.close()


def _database(path: Path) -> Path:
    """Give the path unless it is a file of something else, of which DuckDB says nothing helpful."""
    if path.is_file():
        with path.open("rb") as file:
            if MAGIC not in file.read(16):
                raise UsageError(
                    f"{path} is no DuckDB file. Give the published file, onrecord.duckdb, or the "
                    "data folder that holds it."
                )
    return path
