"""Keep the names that are known beforehand, and what the entities were decided by."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b

from duckdb import DuckDBPyConnection

from transforms.tables import KnownName
from warehouse.schema import to_arrow
from warehouse.sql import HERE, names, sql

RULES = ("decide.py", "evidence.py", "identities.py")
"""Modules beside this one that decide."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names that are known beforehand, with a hash that changes whenever they do."""

    hash: str
    names: Callable[[], Iterable[KnownName]]


EMPTY = Gazetteer("", tuple)


def learn(con: DuckDBPyConnection, gazetteer: Gazetteer) -> None:
    """Take up the known names if they or the rules are others than last time.

    All that was decided before is then forgotten.
    """
    if knows(con, gazetteer):
        return
    rows = to_arrow(KnownName, list(gazetteer.names()))
    con.register("step_known", rows.append_column("ordinal", [list(range(rows.num_rows))]))
    con.execute(sql("entities/known_names"))
    con.unregister("step_known")
    con.execute("delete from internal.resolution")
    con.execute("insert into internal.resolution values ($hash)", {"hash": wanted(gazetteer)})


def knows(con: DuckDBPyConnection, gazetteer: Gazetteer) -> bool:
    """Tell whether the entities were decided by these rules and these known names."""
    found = con.execute("select hash from internal.resolution").fetchall()
    return found == [(wanted(gazetteer),)]


def wanted(gazetteer: Gazetteer) -> str:
    """Give the hash of what decides who is who: the rules, and these known names."""
    return f"{_rules()}-{gazetteer.hash}"


@cache
def _rules() -> str:
    """Hash what decides: the statements, and the modules that weigh evidence."""
    digest = blake2b(digest_size=8)
    for name in names("entities"):
        digest.update(sql(f"entities/{name}").encode())
    for name in RULES:
        digest.update((HERE / name).read_bytes())
    return digest.hexdigest()
