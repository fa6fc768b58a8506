"""Known things are linked, and the text tells which of several namesakes is meant."""

from __future__ import annotations

import pytest

from tests.warehouse.archive import Archive, put
from tests.warehouse.reports import Report, document
from transforms.ids import stable_id
from transforms.links import known_names, lists_hash, own_names
from transforms.names import keys
from transforms.tables import Cluster
from warehouse.build import Build
from warehouse.known_names import Gazetteer

KNOWN = Gazetteer(lists_hash(), known_names)


def cluster(path: str, label: str, name: str, affiliation: str | None = None) -> Cluster:
    """Make a named cluster of a document."""
    made = Report(path).document_id
    return Cluster(
        cluster_id=stable_id(made, name), document_id=made, label=label, name=name, role=None,
        affiliation=affiliation, aliases=(), mention_count=1, entity_id=None,
        **keys(name, label, affiliation, ()),
    )  # fmt: skip


def linked(build: Build, gazetteer: Gazetteer, *named: Cluster) -> list[tuple[str | None, ...]]:
    """Resolve clusters; give the name, item and country of every entity."""
    paths = {Report(f"{n}.txt").document_id: f"{n}.txt" for n in range(9)}
    documents = [document(Report(paths[name]), "r") for name in {c.document_id for c in named}]
    put(build.con, Archive(documents, list(named)))
    build.resolve(gazetteer=gazetteer)
    query = "select name, wikidata_id, country_code from entities order by all"
    return build.con.execute(query).fetchall()


@pytest.mark.parametrize(
    ("label", "name", "item", "country"),
    [
        ("ORG", "NATO", "Q7184", None),
        ("GPE", "Russia", "Q159", "RU"),
        ("GPE", "Moscow", "Q649", "RU"),
        ("GPE", "The Hague", "Q36600", "NL"),
        ("LOC", "Europe", "Q46", None),
        ("LOC", "Donbass", None, "UA"),
        ("NORP", "Russian", None, "RU"),
        ("ORG", "Russian Armed Forces", None, "RU"),
        ("ORG", "Alder Trade Bank", None, None),
    ],
)
def test_known_things(build: Build, label: str, name: str, item: str | None, country: str) -> None:
    """Countries, cities and bodies bear their items; a people bears its country."""
    assert [row[1:] for row in linked(build, KNOWN, cluster("0.txt", label, name))] == [
        (item, country)
    ]


def test_a_place_lies_where_the_text_says(build: Build) -> None:
    """`Paris, Texas` is not the capital, and the capital is not in Texas."""
    told, plain = cluster("0.txt", "GPE", "Paris", "Texas"), cluster("1.txt", "GPE", "Paris")
    assert linked(build, KNOWN, told, plain) == [("Paris", "Q90", "FR"), ("Paris", None, "US")]


def test_a_city_is_that_of_the_country_spoken_of(build: Build) -> None:
    """Cambridge in a text about the United States is in Massachusetts."""
    named = [cluster("0.txt", "GPE", "Cambridge"), cluster("0.txt", "NORP", "American")]
    named += [cluster("1.txt", "GPE", "Cambridge"), cluster("1.txt", "NORP", "British")]
    found = [row for row in linked(build, KNOWN, *named) if row[0] == "Cambridge"]
    assert found == [("Cambridge", "Q350", "GB"), ("Cambridge", "Q49111", "US")]


def test_the_own_gazetteer_wins(build: Build) -> None:
    """Names of the user's list are linked as it says, and its aliases are one thing."""
    own = list(own_names("name,type,id,aliases\nNormal Trade,ORG,Q9,NATO|NT Group\n", "own.csv"))
    mine = Gazetteer("own", lambda: [*own, *known_names()])
    named = [cluster("0.txt", "ORG", "NATO"), cluster("1.txt", "ORG", "NT Group")]
    assert linked(build, mine, *named) == [("Normal Trade", "Q9", None)]
