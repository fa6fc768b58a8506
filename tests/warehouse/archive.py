"""Make the named clusters of large archives without any language model, straight into a build."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import duckdb

from tests.warehouse.reports import NOON, Report, document
from transforms.ids import stable_id
from transforms.names import keys
from transforms.tables import Cluster, Document
from warehouse.schema import to_arrow

COUNTRIES = ("Kenya", "Canada", "Norway", "Chile", "Japan", "Poland", "Ghana", "Nepal")
SYLLABLES = ("ba", "cor", "del", "fin", "gor", "hal", "jen", "kal", "lor", "mar", "nev", "pol",
             "ran", "sel", "tor", "ven", "wil", "zor")  # fmt: skip
ROLES = ("minister", "judge", "coach", "director", "mayor", "spokesman", None, None)
PEOPLE_SHARE, BODY_SHARE = 0.6, 0.25
SHORT_SHARE = 0.4
"""How often a person is called by the family name alone."""
MENTIONS_A_DOCUMENT = 8
SPREAD_DAYS = 700
Spoken = tuple[str, str, str | None, str | None]
"""Label, name, role and affiliation."""


@dataclass(frozen=True, slots=True)
class Archive:
    """Documents with their named clusters."""

    documents: list[Document]
    clusters: list[Cluster]

    def only(self, numbers: Iterable[int]) -> Archive:
        """Take some of the documents, by their places."""
        documents = [self.documents[number] for number in numbers]
        names = {one.document_id for one in documents}
        return Archive(documents, [one for one in self.clusters if one.document_id in names])


def archive(size: int, names: int, seed: int = 7, first: int = 0) -> Archive:
    """Generate an archive of some size with that many different names.

    Archives of one `seed` and other documents (`first`) speak of the same people and bodies.
    """
    people, bodies = (
        _people(int(names * PEOPLE_SHARE), seed),
        _bodies(int(names * BODY_SHARE), seed),
    )
    documents: list[Document] = []
    clusters: list[Cluster] = []
    for number in range(first, first + size // MENTIONS_A_DOCUMENT):
        chance = random.Random(f"{seed} {number}")
        made = document(Report(f"{number}.txt", published_at=NOON + _days(chance)), "r")
        documents.append(made)
        country = chance.choice(COUNTRIES)
        spoken: dict[str, Spoken] = {country: ("GPE", country, None, None)}
        while len(spoken) < MENTIONS_A_DOCUMENT:
            found = _spoken(chance, people, bodies, country)
            spoken.setdefault(found[1], found)
        clusters += _clusters(made.document_id, spoken.values())
    return Archive(documents, clusters)


def put(con: duckdb.DuckDBPyConnection, held: Archive) -> None:
    """Insert an archive into a build, as loading would."""
    for name, row_class, rows in (
        ("documents", Document, held.documents),
        ("clusters", Cluster, held.clusters),
    ):
        con.register("archive_rows", to_arrow(row_class, rows))
        con.execute(f"insert into main.{name} by name from archive_rows")
        con.unregister("archive_rows")


def drop(con: duckdb.DuckDBPyConnection, held: Archive) -> None:
    """Delete the documents of an archive from a build."""
    names = [one.document_id for one in held.documents]
    for table in ("documents", "clusters"):
        con.execute(
            f"delete from main.{table} where document_id in (from unnest($n))", {"n": names}
        )


def decisions(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Give every cluster with the entity it is."""
    return con.execute("select cluster_id, entity_id from clusters order by all").fetchall()


def _days(chance: random.Random) -> timedelta:
    return timedelta(days=chance.randrange(SPREAD_DAYS))


def _word(number: int) -> str:
    found = ""
    while number or not found:
        number, place = divmod(number, len(SYLLABLES))
        found += SYLLABLES[place]
    return found.capitalize()


def _people(count: int, seed: int) -> list[tuple[str, str]]:
    chance = random.Random(seed)
    return [
        (_word(40 + number % 311), _word(20 + int(chance.random() ** 2 * (1 + count // 4))))
        for number in range(count)
    ]


def _bodies(count: int, seed: int) -> list[str]:
    kinds = ("Trade Bank", "Health Agency", "University", "Party", "Steel Company")
    return [
        f"{_word(500 + number)} {kinds[(number + seed) % len(kinds)]}" for number in range(count)
    ]


def _spoken(
    chance: random.Random, people: list[tuple[str, str]], bodies: list[str], country: str
) -> Spoken:
    kind = chance.random()
    if kind < PEOPLE_SHARE and people:
        given, family = people[int(chance.random() ** 2 * len(people))]
        name = family if chance.random() < SHORT_SHARE else f"{given} {family}"
        role = chance.choice(ROLES)
        return "PERSON", name, role, country if role else None
    if kind < PEOPLE_SHARE + BODY_SHARE and bodies:
        return "ORG", chance.choice(bodies), None, None
    return "GPE", _word(4000 + chance.randrange(3000)), None, None


def _clusters(document_id: str, spoken: Iterable[Spoken]) -> Iterator[Cluster]:
    for label, name, role, affiliation in spoken:
        yield Cluster(
            cluster_id=stable_id(document_id, label, name), document_id=document_id, label=label,
            name=name, role=role, affiliation=affiliation, aliases=(), mention_count=1,
            entity_id=None, **keys(name, label, affiliation, ()),
        )  # fmt: skip
