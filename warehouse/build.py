"""Own the build database: one writer, its tables brought up to date with the lake."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import duckdb

from transforms.errors import BusyError, ExpectedError
from transforms.tables import Check, Row, Run
from warehouse import care, checks, definitions, known, load, resolve, run_log, search
from warehouse.aside import disk_told, is_damage, is_lock, is_refusal, refused, swept
from warehouse.known_names import EMPTY, Gazetteer
from warehouse.lake import Lake
from warehouse.overrides import Log
from warehouse.schema import to_arrow
from warehouse.sql import sql

NO_LOG = Log()
STORAGE_VERSION = "v1.2.0"  # the oldest that DuckDB 1.x clients of the last two years open


class BuildBusy(BusyError):
    """Another process is writing the build."""


class BuildDamaged(ExpectedError):
    """The build is not as it was written; it was set aside, and the lake brings it back."""

    def __init__(self, path: Path, aside: Path, error: duckdb.Error) -> None:
        told = str(error).partition("\n")[0]
        super().__init__(
            f"{path} is damaged ({told}). It lies beside as {aside.name}; run again, and it is "
            "made anew from the lake: nothing is lost."
        )


class Build:
    """The build database: its only writer while it is open.

    The file is derived: without it, or after the tables' definitions have changed, the next
    load brings everything back from the lake. Only `runs` and `checks` live nowhere else.
    """

    def __init__(self, path: Path, threads: int = 2, memory_limit: str = "3GB") -> None:
        self.path = path
        self._settings: dict[str, str | bool | int | float | list[str]] = {
            "threads": str(threads),
            "memory_limit": memory_limit,
            "temp_directory": f"{path}.tmp",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
        self._lock: IO[str] | None = None
        self._con: duckdb.DuckDBPyConnection | None = None

    def __enter__(self) -> Self:
        with disk_told(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._lock = _locked(self.path.with_name(f"{self.path.stem}.lock"), self.path)
        try:
            with disk_told(self.path):
                swept(self.path.parent)
            self._con = self._opened()
        except BaseException:
            self._lock.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self._close()
            if isinstance(error, duckdb.Error) and is_refusal(error):
                raise refused(self.path, error) from error
            if isinstance(error, duckdb.Error) and is_damage(error):
                raise BuildDamaged(self.path, self._set_aside(), error) from error
        finally:
            if self._lock is not None:
                self._lock.close()

    @property
    def con(self) -> duckdb.DuckDBPyConnection:
        """Give the connection, whose default database is the build."""
        if self._con is None:
            raise RuntimeError(f"{self.path} is not open: use `with Build(path) as build`.")
        return self._con

    def start_over(self) -> None:
        """Take an empty build in place of this one: all that it holds is to come from the lake."""
        self._close()
        for path in (self.path, _journal(self.path)):
            path.unlink(missing_ok=True)
        self._con = self._opened()

    def heal(self, lake: Lake) -> list[care.Damage]:
        """End what killed writers began, and set damaged batches aside; give these.

        What the tables hold of batches that are lost stays, and counts as unread: the next plan
        reads it anew from its sources.
        """
        care.tidy(lake)
        run_log.recover(self.con, lake.root)
        found: list[care.Damage] = []
        with disk_told(self.path):
            while damage := care.damaged(lake, load.loaded(self.con)):
                for one in damage:
                    care.set_aside(lake, one.name)
                found += damage
            if lost := load.loaded(self.con).difference(lake.stems()):
                load.forget(self.con, sorted(lost))
        return found

    def next_generation(self, lake: Lake) -> int:
        """Give the number of the next generation, above all that ever brought anything."""
        found = self.con.execute(sql("load/newest_generation")).fetchall()
        return max(lake.next_generation(), int(found[0][0]) + 1)

    def load(self, lake: Lake) -> int:
        """Load every batch of the lake that is not in the tables yet; give their number."""
        with disk_told(self.path):
            return load.load(self.con, lake)

    def known(self, collection: str) -> dict[str, known.KnownSource]:
        """Map each source file of a collection to what is known of it and its documents."""
        return known.known(self.con, collection)

    def resolve(self, log: Log = NO_LOG, gazetteer: Gazetteer = EMPTY) -> None:
        """Resolve names to entities, link and correct them, mark copies.

        Corrections that were applied before and are not in `log` any more are taken back.
        """
        with disk_told(self.path):
            resolve.resolve(self.con, log, gazetteer)

    def index(self) -> int:
        """Bring the search index up to date; give the number of texts that were indexed."""
        with disk_told(self.path):
            return search.index(self.con)

    def check(self, run_id: str) -> list[Check]:
        """Run every check, keep the outcome as the run's, and give it."""
        found = checks.run(self.con, run_id)
        self._replace("checks", Check, found)
        return found

    def start_run(self, run: Run, shown: int | None = None) -> None:
        """Record a run that begins; runs left `running` by a kill become `interrupted`.

        So do later ones than `shown` that say `published`: the published file shows no run above.
        """
        last = run.run_number if shown is None else shown
        self.con.execute(sql("load/interrupt"), {"shown": last})
        self._replace("runs", Run, [run])

    def next_run(self) -> int:
        """Give the number of the next run."""
        found = self.con.execute("select coalesce(max(run_number), 0) + 1 from main.runs")
        return int(found.fetchall()[0][0])

    def finish_run(self, run: Run) -> None:
        """Record how a run ended, in place of the row it began with."""
        self._replace("runs", Run, [run])

    def keep_runs(self, lake: Lake) -> None:
        """Write the runs that have ended to the lake, too, from which a lost build comes back."""
        run_log.keep(self.con, lake.root)

    def checkpoint(self) -> None:
        """Write everything into the one file, so that a copy of it is whole."""
        with disk_told(self.path):
            self.con.execute("force checkpoint")

    def _close(self) -> None:
        """Let go of the file; a damaged one may complain of that as well."""
        con, self._con = self._con, None
        if con is not None:
            with suppress(duckdb.Error):
                con.close()

    def _set_aside(self) -> Path:
        """Rename a damaged build, and what stands beside it."""
        number = 1
        while (aside := self.path.with_name(f"{self.path.name}.damaged-{number}")).exists():
            number += 1
        with disk_told(self.path):
            self.path.replace(aside)
            _journal(self.path).unlink(missing_ok=True)
        return aside

    def _opened(self) -> duckdb.DuckDBPyConnection:
        """Open the file, or a new one where it is damaged."""
        try:
            return self._attached()
        except duckdb.Error as error:
            if is_damage(error):
                self._set_aside()
                return self._attached()
            if is_lock(error):
                raise BuildBusy(
                    f"Another program holds {self.path} open, which is private: close it there, "
                    "and open onrecord.duckdb in its place."
                ) from error
            with disk_told(self.path):
                raise

    def _attached(self) -> duckdb.DuckDBPyConnection:
        con = duckdb.connect(":memory:", config=self._settings)
        try:
            con.execute("set timezone = 'UTC'")
            con.execute("set python_enable_replacements = false")
            attach = f"attach $path as build (storage_version '{STORAGE_VERSION}')"
            con.execute(attach, {"path": str(self.path)})
            con.execute("use build")
            definitions.define(con)
        except BaseException:
            con.close()
            raise
        return con

    def _replace(self, table: str, row_class: type[Row], rows: Sequence[Row]) -> None:
        self.con.register("step_rows", to_arrow(row_class, rows))
        self.con.execute(sql(f"load/{table}"))
        self.con.unregister("step_rows")


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Own a build without opening it. Raises BuildBusy."""
    with disk_told(path), _locked(path.with_name(f"{path.stem}.lock"), path):
        yield


def _journal(path: Path) -> Path:
    return path.with_name(f"{path.name}.wal")


def _locked(path: Path, build: Path) -> IO[str]:
    handle = path.open("a+", encoding="utf-8")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        handle.seek(0)
        owner = handle.read().strip() or "unknown"
        handle.close()
        raise BuildBusy(
            f"{build} is being written by another run (process {owner}): "
            "wait until it has finished, or stop it."
        ) from None
    handle.truncate(0)
    handle.write(str(os.getpid()))
    handle.flush()
    return handle
