"""Each check finds the fault it is there for, and nothing in sound tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.warehouse.reports import Report, batch
from transforms.tables import Check
from warehouse import checks
from warehouse.build import Build
from warehouse.lake import Lake
from warehouse.sql import names

A_ROW = "insert into overrides by name select 'c1' as override_id, 2 as line, 'undo' as action, "
THE_REST = " as state, [] as entity_ids"
FAULTS = {
    "analysed_documents_have_mentions": "update documents set word_count = 201; "
    "delete from mentions",
    "chunks_are_unique": "insert into chunks from chunks",
    "chunks_belong_to_documents": "update chunks set document_id = 'nowhere'",
    "clusters_are_unique": "insert into clusters from clusters",
    "clusters_belong_to_documents": "update clusters set document_id = 'nowhere'",
    "confidence_is_a_probability": "update quotes set confidence = 1.5",
    "dates_are_plausible": "update documents set published_at = '2400-01-01'",
    "document_versions_are_unique": "insert into document_versions from document_versions",
    "documents_are_unique": "insert into documents from documents",
    "checks_are_unique": "insert into checks select 'r', 'c', 'error', true, 0 from range(2)",
    "earlier_quotes_are_unique": "insert into earlier_quotes from earlier_quotes",
    "earlier_quotes_belong_to_versions": "update earlier_quotes set version = 2",
    "entities_are_unique": "insert into entities from entities",
    "entity_links_are_unique": "insert into entity_links select entity_id, 'Q1', 'is', name, 'Q1', "
    "null, 1, 'own', true from entities, range(2)",
    "every_link_is_of_an_entity": "insert into entity_links values "
    "('nobody', 'Q1', 'is', 'N', 'Q1', null, 1, 'own', true)",
    "every_role_is_in_its_document": "update roles set start_char = start_char + 1",
    "roles_are_unique": "insert into roles from roles",
    "roles_belong_to_documents": "update roles set document_id = 'nowhere'",
    "every_chunk_is_in_its_document": "update chunks set start_char = start_char + 1",
    "every_cluster_is_in_its_document": "update mentions set cluster_id = 'nowhere'",
    "every_correction_applies": f"{A_ROW}'conflict'{THE_REST}",
    "every_copy_has_its_original": "update documents set duplicate_of = 'nowhere'",
    "every_document_has_one_current_version": "update document_versions set is_current = false",
    "every_earlier_quote_is_in_its_version": "update earlier_quotes set end_char = end_char - 1",
    "every_entity_is_mentioned": "update mentions set entity_id = null",
    "every_guess_is_an_entity_of_an_open_quote": "update quotes set candidate_id = 'nobody'",
    "every_mention_is_in_its_document": "update mentions set text = upper(text)",
    "every_mentioned_entity_exists": "delete from entities",
    "every_parent_encloses_its_child": "update quotes set parent_quote_id = quote_id",
    "every_quote_has_its_content": "delete from quote_spans where part = 'content'",
    "every_quote_is_in_its_document": "update quotes set end_char = end_char - 1",
    "every_quote_span_is_in_its_document": "update quote_spans set end_char = end_char + 9000",
    "every_owner_of_a_speaker_is_an_entity": "update quotes set speaker_of_id = 'nobody'",
    "every_speaker_has_a_name": "update quotes set speaker_name = null",
    "every_speaker_is_an_entity": "update quotes set speaker_id = 'nobody'",
    "mentions_are_unique": "insert into mentions from mentions",
    "mentions_belong_to_documents": "update mentions set document_id = 'nowhere'",
    "no_anonymous_speaker_has_a_name": "update quotes set is_anonymous = true",
    "overrides_are_unique": f"{A_ROW}'applied'{THE_REST} from range(2)",
    "quote_entities_are_mentions": "update quote_entities set mention_id = 'none'",
    "quote_entities_are_unique": "insert into quote_entities from quote_entities",
    "quote_entities_belong_to_documents": "update quote_entities set document_id = 'nowhere'",
    "quote_entities_belong_to_quotes": "update quote_entities set quote_id = 'none'",
    "quote_entities_lie_in_their_quote": "update quote_entities set role = 'about'",
    "every_joint_speaker_is_an_entity": "update quote_speakers set entity_id = 'nobody'",
    "every_speaker_is_listed": "update quote_speakers set is_first = false",
    "every_value_is_listed": "update quote_speakers set role = 'chorus'",
    "quote_speakers_are_mentions": "update quote_speakers set mention_id = 'none'",
    "quote_speakers_are_unique": "insert into quote_speakers from quote_speakers",
    "quote_speakers_belong_to_documents": "update quote_speakers set document_id = 'nowhere'",
    "quote_speakers_belong_to_quotes": "update quote_speakers set quote_id = 'none'",
    "quote_spans_are_unique": "insert into quote_spans from quote_spans",
    "quote_spans_belong_to_documents": "update quote_spans set document_id = 'nowhere'",
    "quote_spans_belong_to_quotes": "update quote_spans set quote_id = 'none'",
    "quotes_are_unique": "insert into quotes from quotes",
    "quotes_belong_to_documents": "update quotes set document_id = 'nowhere'",
    "rejects_are_unique": "insert into rejects "
    "select 'r', 'c', 'p', 'f', 's', 'e', 'x', 'y', 1, now(), now(), false from range(2)",
    "runs_are_unique": "insert into runs "
    "select 'r', 1, now(), null, 's', 't', 0, 0, 0, 0, 0, 0, 0, null, 'f', '{}' from range(2)",
    "spans_are_not_empty": "update mentions set end_char = start_char",
    "words_are_counted": "update documents set char_count = char_count + 1",
}


@pytest.fixture(scope="module", params=["a short document", "a long document"])
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Build]:
    """Open a build with one sound report in its second version.

    It is so long that it is checked by passages, or not.
    """
    folder = tmp_path_factory.mktemp("checks")
    lake = Lake(folder / "lake")
    words = "the ferry – née „Ålesund“ – sails " * (
        1 if request.param.startswith("a short") else 900
    )
    lake.write(batch([Report(words=f"no more: {words.strip()}")], 1))
    lake.write(batch([Report(words=words.strip())], 2))
    with Build(folder / "build.duckdb") as build:
        build.load(lake)
        build.resolve()
        yield build


def test_sound_tables_pass(filled: Build) -> None:
    """No check finds anything in what the pipeline wrote."""
    assert [check for check in filled.check("r1") if not check.is_passed] == []


@pytest.mark.parametrize("name", names("checks"))
def test_a_fault_is_found(filled: Build, name: str) -> None:
    """Every check finds its fault and can show it."""
    filled.con.execute("begin")
    try:
        filled.con.execute(FAULTS[name])
        assert checks.counterexamples(filled.con, name)
    finally:
        filled.con.execute("rollback")


def test_texts_as_long_as_their_document_are_checked(tmp_path: Path) -> None:
    """A text of many passages is not carried along with each of them: memory stays small."""
    lake = Lake(tmp_path / "lake")
    lake.write(
        batch([Report(path=f"{number}.txt", words="äb" * 150_000) for number in range(5)], 1)
    )
    with Build(tmp_path / "build.duckdb") as build:
        build.load(lake)
        build.con.execute("set memory_limit = '400MB'")
        name = "every_chunk_is_in_its_document"
        assert checks.counterexamples(build.con, name) == []
        build.con.execute("update chunks set text = text || 'c'")
        assert len(checks.counterexamples(build.con, name)) == 5


def test_a_fault_is_counted(filled: Build) -> None:
    """The outcome of a check is its severity and the number of counterexamples."""
    filled.con.execute("begin")
    filled.con.execute(FAULTS["mentions_are_unique"])
    found = {check.name: check for check in checks.run(filled.con, "r1")}
    filled.con.execute("rollback")
    assert found["mentions_are_unique"] == Check("r1", "mentions_are_unique", "error", False, 2)


def test_outcomes_are_kept_with_the_run(filled: Build) -> None:
    """The table of checks holds one row per check of a run, however often it is checked."""
    filled.check("r1")
    filled.check("r1")
    (count,) = filled.con.execute("select count(*) from checks").fetchall()[0]
    assert count == len(names("checks"))


def test_severity_stands_in_the_first_line() -> None:
    """Every check says whether it stops the publication."""
    assert {checks.severity(name) for name in names("checks")} == {"error", "warning"}


def test_every_check_file_is_one_claim() -> None:
    """A check's file holds one select and no more."""
    folder = Path(checks.__file__).with_name("checks")
    assert all(";" not in path.read_text(encoding="utf-8") for path in folder.glob("*.sql"))
