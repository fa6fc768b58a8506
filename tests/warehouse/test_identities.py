"""Who is who across documents: homonyms stay apart, forms of one name meet, order never matters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.archive import archive, decisions, drop, put
from transforms.names import keys
from transforms.tables import Cluster
from warehouse.build import Build
from warehouse.evidence import Context, Named
from warehouse.identities import bodies, people


def named(
    name: str,
    document: str,
    *,
    day: int | None = 20_000,
    label: str = "PERSON",
    home: str = "",
    places: str = "",
    role: str = "",
    company: str = "",
    aliases: tuple[str, ...] = (),
) -> Named:
    """Make a named cluster of a document that tells this much."""
    made = keys(name, label, None, aliases)
    context = Context(
        document, "wire", day, frozenset(places.split()), frozenset(filter(None, [company]))
    )
    return Named(
        f"{document} {name}", context, made["name_key"] or "", made["given_keys"],
        frozenset(made["first_keys"]), frozenset(made["alias_keys"]), frozenset(role.split()),
        frozenset(), frozenset(home.split()),
    )  # fmt: skip


def groups(members: list[Named], decide=people) -> list[set[str]]:
    """Give the clusters that are one thing, by the names of their documents."""
    found: dict[str, set[str]] = {}
    block = keys("Smith", "PERSON", None, ())["block_key"] if decide is people else "atb"
    for cluster, key in decide(block, members):
        found.setdefault(key, set()).add(cluster.split()[0])
    return sorted(found.values(), key=sorted)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("John F. Smith", "John Smith"),
        ("J. Smith", "John Smith"),
        ("J. R. Smith", "John Ronald Smith"),
        ("Bill Smith", "William Smith"),
        ("Scott Smith", "F. Scott Smith"),
        ("Jean-Claude Smith", "Jean Claude Smith"),
        ("SMITH", "John Smith"),
    ],
)
def test_forms_of_one_name_meet(one: str, other: str) -> None:
    """Initials, middle names, nicknames and hyphens do not make another person."""
    assert groups([named(one, "a"), named(other, "b")]) == [{"a", "b"}]


@pytest.mark.parametrize(
    ("one", "other"),
    [("John Smith", "Jane Smith"), ("John F. Smith", "John D. Smith"), ("K. Smith", "John Smith")],
)
def test_different_given_names_are_two(one: str, other: str) -> None:
    """Given names that contradict are two people."""
    assert groups([named(one, "a"), named(other, "b")]) == [{"a"}, {"b"}]


def test_two_smiths_in_two_countries_are_two() -> None:
    """A family name alone, in documents about different countries, is not one person."""
    members = [named("Smith", "a", places="CA"), named("Smith", "b", places="KE")]
    assert groups(members) == [{"a"}, {"b"}]


def test_a_family_name_joins_whom_its_context_agrees_with() -> None:
    """Of two people of a family the one with the same role and country is meant."""
    members = [
        named("John Smith", "a", places="CA", role="minister"),
        named("Jane Smith", "b", places="KE", role="coach"),
        named("Smith", "c", places="KE", role="coach"),
    ]
    assert groups(members) == [{"a"}, {"b", "c"}]


def test_a_full_name_is_two_where_the_evidence_is_strong() -> None:
    """One name in two countries, with two roles, is two people; a new role alone is not."""
    canadian = named("John Smith", "a", home="CA", places="CA", role="minister")
    kenyan = named("John Smith", "b", home="KE", places="KE", role="coach")
    promoted = named("John Smith", "c", home="CA", places="CA", role="premier")
    assert groups([canadian, kenyan, promoted]) == [{"a", "c"}, {"b"}]


def test_an_acronym_joins_the_name_that_a_document_gives_with_it() -> None:
    """`ATB` is Alder Trade Bank where a document says so, and not Arctic Travel Board."""
    members = [
        named("Alder Trade Bank", "a", label="ORG", aliases=("ATB",)),
        named("Arctic Travel Board", "b", label="ORG"),
        named("ATB", "c", label="ORG"),
    ]
    assert groups(members, bodies) == [{"a", "c"}, {"b"}]


def test_a_later_homonym_takes_nobody_s_id() -> None:
    """A second person of the same name gets an id of his own; the first one keeps his."""
    first = named("Smith", "a", day=1, places="CA")
    second = named("Smith", "b", day=2, places="KE")
    alone = dict(people("smith", [first]))
    assert dict(people("smith", [second, first])).items() >= alone.items()


MEMBERS = st.lists(
    st.builds(
        named,
        st.sampled_from(["John Smith", "J. Smith", "Smith", "John F. Smith", "Jane Smith"]),
        st.sampled_from([f"d{number}" for number in range(30)]),
        day=st.sampled_from([None, 1, 50, 9000]),
        home=st.sampled_from(["", "CA", "KE"]),
        places=st.sampled_from(["", "CA", "KE", "CA KE"]),
        role=st.sampled_from(["", "minister", "coach"]),
        company=st.sampled_from(["", "ines falk", "otto brandt"]),
    ),
    unique_by=lambda member: member.context.document_id,
)


@given(MEMBERS, st.randoms(use_true_random=False))
def test_the_order_of_clusters_does_not_matter(members: list[Named], chance) -> None:
    """Whatever the evidence, a shuffled block gives the same ids to the same clusters."""
    shuffled = chance.sample(members, len(members))
    found = dict(people("smith", members))
    assert found == dict(people("smith", shuffled))
    assert found.keys() == {member.cluster_id for member in members}


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[tuple[str, str]]]:
    """Resolve an archive in one pass."""
    with Build(tmp_path_factory.mktemp("once") / "build.duckdb") as build:
        put(build.con, archive(*SIZE))
        build.resolve()
        yield decisions(build.con)


SIZE = (2_400, 600)


@settings(max_examples=3)
@given(chance=st.randoms(use_true_random=False))
def test_step_by_step_is_as_good_as_at_once(at_once, tmp_path_factory, chance) -> None:
    """Three hundred documents in shuffled batches, some removed and back: the ids of one pass."""
    held = archive(*SIZE)
    order = chance.sample(range(300), 300)
    with Build(tmp_path_factory.mktemp("steps") / "build.duckdb") as build:
        for start in range(0, 300, 75):
            part = held.only(order[start : start + 75])
            put(build.con, part)
            build.resolve()
        part = held.only(order[:40])
        drop(build.con, part)
        build.resolve()
        put(build.con, part)
        build.resolve()
        assert decisions(build.con) == at_once


def test_only_touched_blocks_are_decided_again(tmp_path: Path) -> None:
    """A few documents more are a few decisions more, not all of them."""
    with Build(tmp_path / "build.duckdb") as build:
        put(build.con, archive(*SIZE))
        build.resolve()
        assert touched(build.con) == 2_400
        put(build.con, archive(16, 600, first=300))
        build.resolve()
        assert 16 <= touched(build.con) < 400
        build.resolve()
        assert touched(build.con) == 0


def touched(con: duckdb.DuckDBPyConnection) -> int:
    """Count the clusters that were decided last."""
    (count,) = con.execute("select count(*) from touched").fetchall()[0]
    return int(count)


def test_unrelated_documents_change_no_id(tmp_path: Path) -> None:
    """Documents about other people leave every id as it was."""
    others = archive(800, 200, first=10_000)
    others = replace(others, clusters=[_renamed(one) for one in others.clusters])
    with Build(tmp_path / "build.duckdb") as build:
        put(build.con, archive(800, 200))
        build.resolve()
        before = decisions(build.con)
        put(build.con, others)
        build.resolve()
        assert set(before) <= set(decisions(build.con))


def _renamed(one: Cluster) -> Cluster:
    name = f"{one.name}qux"
    return replace(one, name=name, **keys(name, one.label, None, ()))
