"""Corrections apply in the order of their log, to whom they meant, and contradict in sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.tables import Override
from warehouse.corrections import Outcome, outcome
from warehouse.override_lines import correction
from warehouse.standing import Named

CLUSTERS = (
    Named("a1", "ines", "a", "news/a.txt", "PERSON", "Ines Falk", ("Falk",)),
    Named("b1", "ines", "b", "news/b.txt", "PERSON", "Ines Falk"),
    Named("b2", "falk", "b", "news/b.txt", "PERSON", "Falk"),
    Named("c1", "falk", "c", "wire/c.txt", "PERSON", "Falk"),
    Named("c2", "berg", "c", "wire/c.txt", "GPE", "Berg"),
    Named("d1", "works", "d", "wire/d.txt", "ORG", "Berg"),
    Named("d2", "works", "d", "wire/d.txt", "ORG", "Berg Works", ("the Works",)),
)


def log(*rows: Override) -> list[Override]:
    """Make a log of corrections, which numbers them."""
    return [replace(row, override_id=f"c{n}", line=n + 2) for n, row in enumerate(rows)]


def merge(name: str, into: str, **more: Any) -> Override:
    """Merge one entity, by its id, into another."""
    return correction("merge", **{"entity_id": name, "name": name, "target_id": into} | more)


def split(name: str, value: str, made: str = "own", **more: Any) -> Override:
    """Split something off an entity."""
    return correction("split", entity_id=name, name=name, value=value, target_id=made, **more)


def about(action: str, name: str, value: str | None = None) -> Override:
    """Do something else to an entity, by its id."""
    return correction(action, entity_id=name, name=name, value=value)


def undo(override_id: str) -> Override:
    """Take a correction back."""
    return correction("undo", value=override_id)


def owners(found: Outcome) -> dict[str, str | None]:
    """Say which entity each cluster is of."""
    return {one.cluster_id: one.entity_id for one in CLUSTERS} | {
        cluster_id: entity_id for cluster_id, entity_id, _ in found.moved
    }


def held(found: Outcome) -> dict[str | None, str]:
    """Say which clusters each entity has."""
    by_owner: dict[str | None, str] = {}
    for key, owner in sorted(owners(found).items()):
        by_owner[owner] = " ".join(filter(None, [by_owner.get(owner), key]))
    return by_owner


UNTOUCHED = {"ines": "a1 b1", "falk": "b2 c1", "berg": "c2", "works": "d1 d2"}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([merge("falk", "ines")], {"ines": "a1 b1 b2 c1", "falk": None}),
        (
            [merge("falk", "ines"), merge("ines", "berg")],
            {"berg": "a1 b1 b2 c1 c2", "ines": None, "falk": None},
        ),
        (
            [merge("ines", "berg"), merge("falk", "ines")],
            {"berg": "a1 b1 b2 c1 c2", "ines": None, "falk": None},
        ),
        ([split("ines", "document:news/b.txt")], {"ines": "a1", "own": "b1"}),
        ([split("ines", "document:b.txt")], {"ines": "a1", "own": "b1"}),
        ([split("ines", "document:b")], {"ines": "a1", "own": "b1"}),
        ([split("falk", "cluster:b2")], {"falk": "c1", "own": "b2"}),
        ([split("works", "name:Berg")], {"works": "d2", "own": "d1"}),
        ([split("works", "name:the Works")], {"works": "d1", "own": "d2"}),
        (
            [split("ines", "document:b"), split("falk", "document:b")],
            {"ines": "a1", "falk": "c1", "own": "b1 b2"},
        ),
        (
            [merge("falk", "ines"), split("ines", "name:Falk")],
            {"ines": "a1 b1", "own": "b2 c1", "falk": None},
        ),
        ([split("ines", "cluster:a1"), merge("own", "ines")], {"own": None}),
        ([about("ignore", "falk")], {None: "b2 c1", "falk": None}),
        ([merge("falk", "ines"), undo("c0")], {}),
        ([merge("falk", "ines"), undo("c0"), undo("c1")], {"ines": "a1 b1 b2 c1", "falk": None}),
        ([merge("falk", "ines"), merge("falk", "ines")], {"ines": "a1 b1 b2 c1", "falk": None}),
    ],
)
def test_clusters_go_where_people_say(rows, expected) -> None:
    """Each action moves the clusters that it names and no other, after those before it."""
    found = outcome(log(*rows), CLUSTERS)
    wanted = {name: keys for name, keys in (UNTOUCHED | expected).items() if keys}
    assert held(found) == wanted
    assert {row.state for row in found.overrides} <= {"applied", "undone"}


def test_a_merged_entity_keeps_the_name_of_its_own() -> None:
    """What is merged into an entity does not name it, unless nothing else is left of it."""
    found = outcome(log(merge("falk", "ines")), CLUSTERS)
    assert [names for _, _, names in found.moved] == [False, False]
    found = outcome(log(merge("falk", "ines"), split("ines", "name:Ines Falk")), CLUSTERS)
    assert {key: names for key, _, names in found.moved} == {
        "a1": True, "b1": True, "b2": True, "c1": True,
    }  # fmt: skip


def test_what_is_split_off_names_its_own() -> None:
    """What is merged into it later does not, for something of its own is left."""
    found = outcome(log(split("falk", "cluster:b2"), merge("ines", "own")), CLUSTERS)
    assert found.moved == [("a1", "own", False), ("b1", "own", False), ("b2", "own", True)]


def test_an_entity_keeps_the_link_of_its_own() -> None:
    """The link of what is merged into it counts only where it has none."""
    linked = [about("link", "falk", "Q1"), about("link", "ines", "Q2")]
    ((_, chosen),) = outcome(log(*linked, merge("falk", "ines")), CLUSTERS).curated
    assert chosen.wikidata_id == "Q2"
    ((_, chosen),) = outcome(log(linked[0], merge("falk", "ines")), CLUSTERS).curated
    assert chosen.wikidata_id == "Q1"


def test_a_chosen_type_is_the_one_to_call_it_by() -> None:
    """Who was retyped is found under the new type and no longer under the old one."""
    retyped = correction("retype", name="Berg Works", value="PERSON")
    for kind, state in (("PERSON", "applied"), ("ORG", "conflict")):
        later = correction("link", name="Berg Works", entity_type=kind, value="Q1")
        assert outcome(log(retyped, later), CLUSTERS).overrides[1].state == state


def test_a_malformed_line_corrects_nothing() -> None:
    """It stays in the log as what it is."""
    bad = replace(about("ignore", "falk"), state="malformed", reason="It has no action.")
    found = outcome(log(bad), CLUSTERS)
    assert (found.overrides, found.moved) == (log(bad), [])


def test_choices_gather() -> None:
    """Name, type and link are chosen one by one; a merge adds the names and the link it brings."""
    rows = log(
        about("rename", "falk", "Ole Falk"),
        about("link", "falk", "Q7"),
        about("retype", "ines", "ORG"),
        about("rename", "ines", "Ines"),
        merge("falk", "ines"),
    )
    found = outcome(rows, CLUSTERS)
    ((entity_id, chosen),) = found.curated
    assert (entity_id, chosen.name, chosen.entity_type) == ("ines", "Ines", "ORG")
    assert (chosen.wikidata_id, chosen.aliases) == ("Q7", ("Ole Falk",))
    assert {row.entity_ids for row in found.overrides} == {("ines",)}


@pytest.mark.parametrize(
    ("row", "met"),
    [
        (correction("ignore", entity_id="old", name="Ines Falk", entity_type="PERSON"), "a1 b1"),
        (correction("ignore", name="Ines Falk"), "a1 b1"),
        (correction("ignore", name="Berg", entity_type="ORG"), "d1 d2"),
        (correction("ignore", name="Berg", entity_type="LOC"), "c2"),
        (correction("ignore", name="the Works"), "d1 d2"),
        (correction("ignore", entity_id="ines", name="Berg", entity_type="GPE"), "a1 b1"),
    ],
)
def test_an_entity_is_found_by_its_name_where_its_id_is_gone(row: Override, met: str) -> None:
    """The id counts first, then the name with its type, as a document's fullest or as an alias."""
    assert held(outcome(log(row), CLUSTERS)).get(None) == met


NAMESAKES = (
    Named("a1", "one", "a", "news/a.txt", "PERSON", "Reed"),
    Named("b1", "two", "b", "news/b.txt", "PERSON", "Reed"),
)


@pytest.mark.parametrize(
    ("first", "told"),
    [
        (correction("ignore", entity_id="one", name="Reed"), "Reed is ignored by c0"),
        (split("one", "cluster:a1"), "No entity is called Reed now"),
    ],
)
def test_who_was_met_and_is_gone_is_nobody_of_the_same_name(first: Override, told: str) -> None:
    """An id that stood for somebody never comes to mean another who bears the name."""
    rows = log(first, correction("rename", entity_id="one", name="Reed", value="Ann"))
    found = outcome(rows, NAMESAKES)
    assert [row.state for row in found.overrides] == ["applied", "conflict"]
    assert told in (found.overrides[1].reason or "")
    assert "two" not in dict(found.curated)


def test_a_chosen_name_finds_its_entity() -> None:
    """Later corrections may call an entity by the name that an earlier one gave it."""
    rows = log(
        correction("rename", name="Ines Falk", value="Dame Ines"),
        correction("link", entity_id="old", name="Dame Ines", entity_type="PERSON", value="Q7"),
    )
    ((_, chosen),) = outcome(rows, CLUSTERS).curated
    assert (chosen.name, chosen.wikidata_id) == ("Dame Ines", "Q7")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([correction("ignore", name="Nobody")], "No entity is called Nobody now"),
        (
            [correction("ignore", name="Ines Falk", entity_type="ORG")],
            "No entity is called Ines Falk (ORG) now",
        ),
        ([correction("ignore", name="Berg")], "Berg may be any of the entities berg, works now"),
        ([merge("falk", "gone")], "No entity is called gone now"),
        (
            [merge("falk", "ines"), merge("ines", "falk", target_name="Falk")],
            "Falk is part of ines already, by c0: undo that",
        ),
        (
            [merge("falk", "ines"), merge("ines", "berg"), merge("berg", "falk")],
            "falk is part of berg already, by c0",
        ),
        ([about("ignore", "falk"), about("retype", "falk", "ORG")], "falk is ignored by c0"),
        (
            [about("ignore", "falk"), correction("rename", name="Falk", value="X")],
            "Falk is ignored by c0",
        ),
        ([split("ines", "document:zzz")], "Nothing of ines is the document zzz now"),
        ([split("ines", "document:txt")], "Nothing of ines is the document txt now"),
        ([split("ines", "document:s/b.txt")], "Nothing of ines is the document s/b.txt now"),
        ([split("ines", "cluster:c2")], "Nothing of ines is the cluster c2 now"),
        (
            [
                split("ines", "cluster:a1"),
                about("ignore", "own"),
                correction("retype", entity_id="own", name="Falk", value="ORG"),
            ],
            "No entity is called Falk now",
        ),
        (
            [split("falk", "name:Falk"), about("retype", "falk", "ORG")],
            "No entity is called falk now",
        ),
        ([undo("c9")], "No correction c9 stands above it in the log"),
        ([undo("c1"), about("ignore", "falk")], "No correction c1 stands above it"),
        ([undo("c0")], "No correction c0 stands above it"),
    ],
)
def test_a_contradiction_is_told(rows: list[Override], told: str) -> None:
    """The last of these cannot be applied: it changes nothing and says why."""
    found = outcome(log(*rows), CLUSTERS)
    conflict = next(row for row in found.overrides if row.state == "conflict")
    assert told in (conflict.reason or "")
    others = [row for row in log(*rows) if row.override_id != conflict.override_id]
    assert outcome(others, CLUSTERS).moved == found.moved


NAMES = st.sampled_from(["ines", "falk", "berg", "works", "own", "Ines Falk", "Falk", "Berg", "X"])
MEANT = NAMES.map(lambda name: {"entity_id" if name.islower() else "name": name})
TARGETS = NAMES.map(lambda name: {"target_id" if name.islower() else "target_name": name})
PARTS = st.sampled_from(["name:Falk", "name:Berg", "document:b", "document:c", "cluster:a1"])
ROWS = st.one_of(
    st.builds(lambda one, into: correction("merge", **one, **into), MEANT, TARGETS),
    st.builds(
        lambda one, part: correction("split", **one, value=part, target_id="own"), MEANT, PARTS
    ),
    st.builds(lambda one: correction("ignore", **one), MEANT),
    st.builds(lambda one, name: correction("rename", **one, value=name), MEANT, NAMES),
    st.builds(lambda one: correction("retype", **one, value="ORG"), MEANT),
    st.builds(lambda one: correction("link", **one, value="Q1"), MEANT),
)
LOGS = st.lists(ROWS, max_size=9).map(lambda rows: log(*rows))


@given(LOGS, st.randoms(use_true_random=False))
def test_the_order_of_documents_does_not_matter(rows, random) -> None:
    """However the clusters come, the same log comes to the same."""
    shuffled = random.sample(CLUSTERS, len(CLUSTERS))
    assert outcome(rows, shuffled) == outcome(rows, CLUSTERS)


@given(LOGS)
def test_undoing_all_leaves_what_the_machine_said(rows) -> None:
    """Any corrections, each undone, come to nothing."""
    undoing = [undo(row.override_id) for row in rows]
    found = outcome([*rows, *log(*rows, *undoing)[len(rows) :]], CLUSTERS)
    assert (found.moved, found.curated) == ([], [])
    assert {row.state for row in found.overrides[: len(rows)]} <= {"undone"}


@given(LOGS, ROWS)
def test_a_later_correction_changes_no_earlier_verdict(rows, row) -> None:
    """Whether a correction applies is decided by those above it."""
    verdicts = [one.state for one in outcome(rows, CLUSTERS).overrides]
    after = outcome([*rows, *log(*rows, row)[-1:]], CLUSTERS).overrides
    assert [one.state for one in after][:-1] == verdicts


@given(LOGS)
def test_what_is_left_can_be_named(rows) -> None:
    """Every entity that has a cluster has one that names it, and every touched one is there."""
    found = outcome(rows, CLUSTERS)
    silent = {key for key, _, names in found.moved if not names}
    left = owners(found)
    assert {left[key] for key in silent} <= {left[key] for key in left.keys() - silent}
    assert {name for name, _ in found.curated} <= set(left.values())
    assert all(set(row.entity_ids) <= set(left.values()) for row in found.overrides)
