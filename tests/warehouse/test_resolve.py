"""Names across documents become entities."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.contents import column, contents
from tests.warehouse.reports import NOON, Report, batch
from warehouse.build import Build
from warehouse.lake import Lake


def resolved(build: Build, lake: Lake, *reports: Report, generation: int = 1) -> None:
    """Write, load and resolve some reports."""
    lake.write(batch(reports, generation))
    build.load(lake)
    build.resolve()


def entity(build: Build, name: str) -> dict[str, Any]:
    """Give the entity of a name as a mapping."""
    found = build.con.execute("from entities where name = $name", {"name": name})
    columns = [column[0] for column in found.description]
    (row,) = found.fetchall()
    return dict(zip(columns, row, strict=True))


def test_equal_keys_are_one_entity(build: Build, lake: Lake) -> None:
    """The same name in two documents is one entity, with counts and the days it was seen."""
    later = NOON + timedelta(days=2)
    resolved(build, lake, Report("a.txt"), Report("b.txt", published_at=later))
    found = entity(build, "Ines Falk")
    assert (found["mention_count"], found["document_count"]) == (2, 2)
    assert (found["first_seen_at"], found["last_seen_at"]) == (NOON, later)
    assert (found["entity_type"], found["is_curated"]) == ("PERSON", False)


def test_everything_points_at_its_entity(build: Build, lake: Lake) -> None:
    """Clusters, mentions, links and speakers carry the entity; the quote carries its name."""
    resolved(build, lake, Report())
    speaker, other = (
        entity(build, "Ines Falk")["entity_id"],
        entity(build, "Otto Brandt")["entity_id"],
    )
    assert set(column(build, "select entity_id from clusters")) == {speaker, other}
    assert set(column(build, "select entity_id from mentions")) == {speaker, other}
    assert column(build, "select entity_id from quote_entities") == [other]
    assert build.con.execute("select speaker_id, speaker_name from quotes").fetchall() == [
        (speaker, "Ines Falk")
    ]


def test_a_family_name_joins_the_only_full_name(build: Build, lake: Lake) -> None:
    """`Falk` is Ines Falk where no other Falk is known; the alias says so."""
    resolved(build, lake, Report("a.txt"), Report("b.txt", speaker="Falk"))
    assert entity(build, "Ines Falk")["aliases"] == ["Falk"]
    assert column(build, "select distinct speaker_name from quotes") == ["Ines Falk"]


def test_a_family_name_of_two_people_stays_alone(build: Build, lake: Lake) -> None:
    """With two people called Falk nobody can say which one is meant."""
    resolved(
        build, lake, Report("a.txt"), Report("b.txt", speaker="Falk"), Report("c.txt", "Ole Falk")
    )
    assert entity(build, "Falk")["document_count"] == 1


def test_a_family_name_parts_when_a_second_person_appears(build: Build, lake: Lake) -> None:
    """What was joined before is taken apart again by later evidence."""
    resolved(build, lake, Report("a.txt"), Report("b.txt", speaker="Falk"))
    resolved(build, lake, Report("c.txt", "Ole Falk"), generation=2)
    found = column(build, "select speaker_name from quotes order by speaker_name")
    assert found == ["Falk", "Ines Falk", "Ole Falk"]


def test_a_document_that_speaks_of_both_keeps_them_apart(build: Build, lake: Lake) -> None:
    """Where one document holds Falk and Ines Falk as two, Falk is somebody else."""
    resolved(build, lake, Report("a.txt", "Ines Falk", about="Falk"), Report("b.txt", "Falk"))
    assert entity(build, "Falk")["document_count"] == 2
    assert entity(build, "Ines Falk")["document_count"] == 1


def test_the_most_frequent_role_wins_and_ties_go_by_the_alphabet(build: Build, lake: Lake) -> None:
    """A role given twice beats one given once; of two given once the first by alphabet wins."""
    roles = ["mayor", "pilot", "pilot"]
    resolved(build, lake, *(Report(f"{n}.txt", role=role) for n, role in enumerate(roles)))
    assert entity(build, "Ines Falk")["role"] == "pilot"
    resolved(build, lake, Report("3.txt", role="mayor"), generation=2)
    assert entity(build, "Ines Falk")["role"] == "mayor"


def test_an_entity_that_nobody_mentions_is_gone(build: Build, lake: Lake) -> None:
    """With its last document an entity leaves."""
    resolved(build, lake, Report())
    lake.write(batch([], 2, removed=[Report().document_id]))
    build.load(lake)
    build.resolve()
    assert column(build, "select name from entities") == []


def test_resolving_again_changes_nothing(build: Build, lake: Lake) -> None:
    """A second pass over the same rows gives the same rows."""
    resolved(build, lake, Report("a.txt"), Report("b.txt"), Report("c.txt", speaker="Falk"))
    before = contents(build)
    build.resolve()
    assert contents(build) == before


NAMES = st.sampled_from(["Ines Falk", "Falk", "Ole Falk", "Otto Brandt", "Brandt", "Uwe Holm"])
REPORTS = st.lists(
    st.builds(
        Report,
        path=st.sampled_from([f"{n}.txt" for n in range(6)]),
        speaker=NAMES,
        about=st.sampled_from(["Mia Lund", "Lund"]),
        role=st.sampled_from([None, "mayor", "pilot"]),
    ),
    unique_by=lambda report: report.path,
)


@settings(max_examples=5)
@given(REPORTS, st.randoms(use_true_random=False))
def test_order_does_not_matter(reports, random) -> None:
    """Entities are the same in whatever order and number of passes the documents came."""
    shuffled = random.sample(reports, len(reports))
    with tempfile.TemporaryDirectory() as folder:
        found = []
        for name, batches in (("one", [reports]), ("two", [[report] for report in shuffled])):
            lake = Lake(Path(folder) / name)
            with Build(Path(folder) / f"{name}.duckdb") as build:
                for n, held in enumerate(batches):
                    lake.write(replace(batch(held, 1, f"b{n}"), run_id="r"))
                    build.load(lake)
                    build.resolve()
                found.append(contents(build))
        assert found[0] == found[1]
