"""Corrections hold in the tables, whatever documents come, change and go."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.contents import column, contents
from tests.warehouse.reports import Report, batch
from tests.warehouse.test_corrections import about, log, undo
from tests.warehouse.test_resolve import entity
from transforms.tables import Override
from warehouse.build import Build
from warehouse.lake import Lake
from warehouse.override_lines import correction
from warehouse.overrides import Log
from warehouse.resolve import applied

INES, OTTO, OLE = Report("a.txt"), Report("b.txt", about="Uwe Holm"), Report("c.txt", "Ole Falk")


def corrected(
    build: Build, lake: Lake, reports: Iterable[Report], *rows: Override, generation: int = 1
) -> None:
    """Write, load and resolve some reports, and correct."""
    lake.write(batch(reports, generation))
    build.load(lake)
    build.resolve(Log(tuple(log(*rows)), "d"))


def tables(build: Build) -> dict[str, list[Any]]:
    """Give what corrections bear on, without the corrections themselves."""
    return {name: rows for name, rows in contents(build).items() if name != "overrides"}


def named(action: str, name: str, value: str | None = None, **more: Any) -> Override:
    """Correct an entity by its name."""
    return correction(action, name=name, value=value, **more)


def test_a_merge_is_followed_everywhere(build: Build, lake: Lake) -> None:
    """Mentions, links, quotes and counts are those of one entity, which keeps its name."""
    corrected(build, lake, [INES, OLE], named("merge", "Ole Falk", target_name="Ines Falk"))
    found = entity(build, "Ines Falk")
    assert (found["mention_count"], found["document_count"]) == (2, 2)
    assert (found["aliases"], found["is_curated"]) == (["Ole Falk"], True)
    assert column(build, "select distinct speaker_name from quotes") == ["Ines Falk"]
    assert column(build, "select speaker from v_speakers") == ["Ines Falk"]
    assert column(build, "select count(distinct entity_id) from mentions") == [2]


def test_a_split_is_an_entity_of_its_own(build: Build, lake: Lake) -> None:
    """The mentions of one document leave; both entities are marked as corrected."""
    rows = (
        named(
            "split", "Ines Falk", "document:b.txt", target_id="own", target_name="I. Falk of Berg"
        ),
    )
    corrected(build, lake, [INES, OTTO], *rows)
    assert entity(build, "Ines Falk")["document_count"] == 1
    assert entity(build, "I. Falk of Berg")["aliases"] == ["Ines Falk"]
    speakers = "select speaker from v_quotes order by source_path"
    assert column(build, speakers) == ["Ines Falk", "I. Falk of Berg"]
    assert column(build, "select count(*) from entities where is_curated") == [2]


def test_what_is_ignored_is_nowhere(build: Build, lake: Lake) -> None:
    """Its row is gone, its mentions have no entity, and its quotes show the source as written."""
    corrected(build, lake, [INES], named("ignore", "Ines Falk"), named("ignore", "Otto Brandt"))
    assert column(build, "select name from entities") == []
    assert column(build, "select entity_id from mentions") == [None, None]
    assert column(build, "select entity_id from quote_entities") == [None]
    assert column(build, "select speaker_name from quotes") == [None]
    assert column(build, "select speaker from v_quotes") == ["Ines Falk"]
    assert [check.name for check in build.check("r1") if not check.is_passed] == []


def test_name_type_and_link_are_the_chosen_ones(build: Build, lake: Lake) -> None:
    """They stand in entities, the machine's name becomes an alias, and quotes follow."""
    rows = (
        named("rename", "Ines Falk", "MS Falk"),
        named("retype", "MS Falk", "PRODUCT"),
        named("link", "MS Falk", "Q7184"),
    )
    corrected(build, lake, [INES], *rows)
    found = entity(build, "MS Falk")
    assert (found["entity_type"], found["wikidata_id"]) == ("PRODUCT", "Q7184")
    assert found["aliases"] == ["Ines Falk"]
    assert column(build, "select speaker from v_quotes") == ["MS Falk"]
    assert column(build, "select entity_type from v_mentions where entity = 'MS Falk'") == [
        "PRODUCT"
    ]
    build.index()
    assert column(build, "select speaker from search_quotes('MS')") == ["MS Falk"]


def test_corrections_outlive_edits_and_removals(build: Build, lake: Lake) -> None:
    """Edited, removed and put back, a document finds the corrections as they were."""
    rows = (
        named("merge", "Ole Falk", target_name="Ines Falk"),
        named("rename", "Ines Falk", "I. Falk"),
    )
    corrected(build, lake, [INES, OLE], *rows)
    corrected(build, lake, [replace(OLE, words="a new day")], *rows, generation=2)
    assert column(build, "select distinct speaker_name from quotes") == ["I. Falk"]
    lake.write(batch([], 3, removed=[INES.document_id]))
    corrected(build, lake, [], *rows, generation=4)
    assert column(build, "select distinct speaker_name from quotes") == ["Ole Falk"]
    assert column(build, "select state from overrides order by line") == ["conflict", "conflict"]
    corrected(build, lake, [INES], *rows, generation=5)
    assert column(build, "select distinct speaker_name from quotes") == ["I. Falk"]
    assert column(build, "select state from overrides order by line") == ["applied", "applied"]


def test_a_fuller_name_inherits_the_corrections(build: Build, lake: Lake) -> None:
    """`Falk` was corrected before anyone wrote Ines Falk: what was said of one holds for both."""
    short = Report("a.txt", "Falk")
    corrected(build, lake, [short])
    rows = (correction("link", entity_id=entity(build, "Falk")["entity_id"], name="Falk",
                       entity_type="PERSON", value="Q7"),)  # fmt: skip
    corrected(build, lake, [OTTO], *rows, generation=2)
    found = entity(build, "Ines Falk")
    assert (found["wikidata_id"], found["document_count"]) == ("Q7", 2)


def test_each_correction_has_its_state(build: Build, lake: Lake) -> None:
    """The table `overrides` tells who wanted what, what became of it and why; a check warns."""
    rows = [
        about("rename", "Ines Falk", "I. Falk"),
        named("ignore", "Nobody", made_by="ada", why="typo"),
        named("retype", "Otto Brandt", "ORG"),
        undo("c2"),
        replace(correction("x"), state="malformed", reason="Line 6 is broken."),
    ]
    corrected(build, lake, [INES], *rows)
    found = build.con.execute(
        "select override_id, state, len(entity_ids) from overrides order by line"
    ).fetchall()
    states = ["applied", "conflict", "undone", "applied", "malformed"]
    assert found == [(f"c{n}", state, int(n == 0)) for n, state in enumerate(states)]
    assert column(build, "select made_by || why from overrides where state = 'conflict'") == [
        "adatypo"
    ]
    (failed,) = (check for check in build.check("r1") if not check.is_passed)
    assert (failed.name, failed.severity, failed.observed) == (
        "every_correction_applies", "warning", 2,
    )  # fmt: skip


def test_the_build_knows_which_log_is_applied(build: Build, lake: Lake) -> None:
    """It keeps the digest of the log, by which a file tells which corrections it shows."""
    corrected(build, lake, [INES], named("ignore", "Ines Falk"))
    assert applied(build.con) == "d"


REPORTS = [INES, OTTO, OLE, Report("d.txt", "Falk"), Report("e.txt", "Otto Brandt", about="Falk")]
CORRECTIONS = st.lists(
    st.one_of(
        st.builds(
            lambda one, into: named("merge", one, target_name=into),
            *[st.sampled_from(["Ines Falk", "Ole Falk", "Falk", "Otto Brandt"])] * 2,
        ),
        st.builds(
            lambda one, path: named("split", one, f"document:{path}", target_id="own"),
            st.sampled_from(["Ines Falk", "Falk", "Otto Brandt"]),
            st.sampled_from(["b.txt", "e.txt"]),
        ),
        st.sampled_from(["Ines Falk", "Falk"]).map(lambda one: named("ignore", one)),
        st.sampled_from(["Ines Falk", "Falk"]).map(lambda one: named("rename", one, "Otto")),
    ),
    max_size=5,
)


@settings(max_examples=8)
@given(CORRECTIONS, st.randoms(use_true_random=False))
def test_corrections_are_a_function_of_log_and_documents(rows, random) -> None:
    """Document by document or at once, corrected early or late: the same tables.

    Once all are undone, the tables are as if nobody had ever corrected.
    """
    shuffled = random.sample(REPORTS, len(REPORTS))
    wished = Log(tuple(log(*rows)))
    undone = Log(tuple(log(*rows, *(undo(f"c{n}") for n in range(len(rows))))))
    with tempfile.TemporaryDirectory() as folder:
        lake = Lake(Path(folder) / "lake")
        with Build(Path(folder) / "one.duckdb") as build:
            lake.write(replace(batch(REPORTS, 1, "all"), run_id="r"))
            build.load(lake)
            build.resolve()
            plain = tables(build)
            build.resolve(wished)
            at_once = contents(build)
            failed = [check.name for check in build.check("r") if not check.is_passed]
            assert set(failed) <= {"every_correction_applies"}
            build.resolve(undone)
            assert tables(build) == plain
        lake = Lake(Path(folder) / "other")
        with Build(Path(folder) / "two.duckdb") as build:
            for n, report in enumerate(shuffled):
                lake.write(replace(batch([report], 1, f"b{n}"), run_id="r"))
                build.load(lake)
                build.resolve(wished)
            assert contents(build) == at_once
