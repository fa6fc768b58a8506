"""Entities on the command line: found, shown, and corrected so that every question follows."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.onrecord.dashboard_archive import published
from tests.onrecord.dashboard_articles import BUDGET, HOSTILE
from tests.onrecord.test_cli import onrecord
from warehouse import overrides
from warehouse.build import Build
from warehouse.override_lines import correction


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Publish two articles that this test may correct."""
    published(tmp_path, [BUDGET, HOSTILE])
    return tmp_path


def asked(*words: str, data: Path) -> Any:
    """Ask for JSON; the command succeeds."""
    done = onrecord(*words, "--json", data=data)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def told(done: subprocess.CompletedProcess[str]) -> str:
    """Give what the command says, however it is folded."""
    return " ".join((done.stdout + done.stderr).replace("│", " ").split())


def test_entities_are_listed_and_filtered(data: Path) -> None:
    """Type, part of a name and limit combine; a script gets every column."""
    found = asked("entities", "list", "--type", "person", "--search", "KOVAC", data=data)
    assert [row["name"] for row in found] == ["Ana Kovač"]
    assert (found[0]["quotes"], found[0]["quotes_about"], found[0]["is_curated"]) == (2, 1, False)
    assert asked("entities", "list", "--curated", data=data) == []
    done = onrecord("entities", "list", "--limit", "2", "--csv", data=data)
    assert len(list(csv.DictReader(io.StringIO(done.stdout)))) == 2


def test_a_card_tells_all(data: Path) -> None:
    """Names, documents, what it says and what is said of it stand on one card."""
    (card,) = asked("entities", "show", "Peter Zalar", data=data)
    assert (card["name"], card["document_count"]) == ("Peter Zalar", 1)
    assert [quote["cue_text"] for quote in card["said"]] == ["denied"]
    assert [quote["speaker"] for quote in card["about"]] == ["Tone Breznik"]
    assert card["mentions"][0]["source_path"] == "politics/budget.txt"
    shown = onrecord("entities", "show", "Ana Kovač", data=data)
    assert "politics/budget.txt" in shown.stdout
    assert max(map(len, shown.stdout.splitlines())) <= 100


def test_a_correction_is_there_at_the_next_question(data: Path) -> None:
    """A merge is published at once, told with who, when and why, and can be undone."""
    why = ["--why", "his full name", "--by", "Ada"]
    done = onrecord("entities", "merge", "Peter Zalar", "Tone Breznik", *why, data=data)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Tone Breznik (PERSON) merged into Peter Zalar (PERSON)." in told(done)
    speakers = {quote["speaker"] for quote in asked("quotes", "--type", "indirect", data=data)}
    assert "Tone Breznik" not in speakers
    (card,) = asked("entities", "show", "Tone Breznik", data=data)
    assert (card["name"], card["aliases"]) == ("Peter Zalar", ["Tone Breznik"])
    (row,) = card["corrections"]
    assert (row["made_by"], row["why"], row["state"]) == ("Ada", "his full name", "applied")
    assert "1 applied" in told(onrecord("status", data=data))
    assert "Undone: Tone Breznik merged" in told(onrecord("entities", "undo", data=data))
    assert [row["state"] for row in asked("entities", "log", data=data)] == ["applied", "undone"]
    assert asked("entities", "list", "--curated", data=data) == []


@pytest.mark.parametrize(
    ("words", "question", "answer"),
    [
        (["rename", "Ana Kovač", "Anica"], "select name from entities where is_curated", "Anica"),
        (
            ["retype", "Ana Kovač", "org"],
            "select entity_type from entities where is_curated",
            "ORG",
        ),
        (["link", "Ana Kovač", "q7"], "select wikidata_id from entities where is_curated", "Q7"),
        (
            ["ignore", "Ana Kovač"],
            "select count(*) as n from v_quotes where speaker = 'Ana Kovač' and speaker_id is null",
            "2",
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_each_action_shows_in_the_tables(
    words: list[str], question: str, answer: str, data: Path
) -> None:
    """What somebody says of an entity is what the tables say."""
    assert onrecord("entities", *words, data=data).returncode == 0
    (row,) = asked("sql", question, data=data)
    assert [str(value) for value in row.values()] == [answer]


def test_what_is_undone_last_is_what_one_command_did(data: Path) -> None:
    """A merge of several is undone as a whole; by its id, each part alone."""
    names = ["Peter Zalar", "Tone Breznik", "Ana Kovač"]
    onrecord("entities", "merge", *names, data=data)
    assert told(onrecord("entities", "undo", data=data)).count("merged into") == 2
    onrecord("entities", "merge", *names, data=data)
    last = asked("entities", "log", data=data)[0]["override_id"]
    onrecord("entities", "undo", last[:6], data=data)
    found = asked("entities", "list", "--type", "PERSON", data=data)
    assert {row["name"] for row in found} & {*names} == {"Peter Zalar", "Ana Kovač"}


def test_a_person_may_wait_with_applying(data: Path) -> None:
    """With --no-build a correction is only written; the log says that it waits."""
    before = (data / "onrecord.duckdb").stat().st_mtime_ns
    done = onrecord("entities", "rename", "Ana Kovač", "Anica", "--no-build", data=data)
    assert "The next build applies it." in told(done)
    assert (data / "onrecord.duckdb").stat().st_mtime_ns == before
    assert [row["state"] for row in asked("entities", "log", data=data)] == ["waiting"]
    assert "waits for the next build" in told(onrecord("entities", "log", data=data))


def test_a_run_under_way_will_apply_it(data: Path) -> None:
    """While a run owns the data folder a correction is written and left to it."""
    with Build(data / "build.duckdb"):
        done = onrecord("entities", "ignore", "Ana Kovač", data=data)
    assert done.returncode == 0
    assert "A run is under way: it applies this, or else the next one does." in told(done)
    assert len(overrides.read(data / "overrides.csv").rows) == 1


def test_a_conflict_is_told_wherever_somebody_looks(data: Path) -> None:
    """A correction by hand that fits nothing is said by status and log; the others hold."""
    by_hand = [correction("retype", name="Nobody", value="ORG")]
    overrides.append(data / "overrides.csv", by_hand)
    done = onrecord("entities", "rename", "Ana Kovač", "Anica", data=data)
    assert done.returncode == 0
    sentence = "No entity is called Nobody now"
    assert f"1 applied. Not applied: {sentence}" in told(onrecord("status", data=data))
    shown = told(onrecord("entities", "log", data=data))
    assert "Nobody retyped ORG cannot be applied" in shown
    assert sentence in shown


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["show", "Ana Kovak"], "No entity is called 'Ana Kovak'. Is it Ana Kovač (PERSON)"),
        (["show", "qqqqqq"], "`onrecord entities list` lists them."),
        (["merge", "Ana Kovač"], "name another entity, too"),
        (["merge", "Ana Kovač", "ana kovac"], "Two of these are one entity already"),
        (["split", "Ana Kovač"], "Say what is to be split off"),
        (["split", "Ana Kovač", "--name", "Ann"], "Nothing of Ana Kovač is the name Ann"),
        (["split", "Ana Kovač", "--name", "Ana Kovač"], "Nothing of Ana Kovač would be left"),
        (["split", "Ana Kovač", "--document", "none.txt"], "No document is called 'none.txt'"),
        (["rename", "Ana Kovač", "Ana  Kovač"], "has the name Ana Kovač already"),
        (["rename", "Ana Kovač", " "], "'' cannot be used: give the new name"),
        (["retype", "Ana Kovač", "woman"], "'woman' is no type: choose one of PERSON"),
        (["link", "Ana Kovač", "7184"], "give a Wikidata item such as Q7184"),
        (["undo"], "There is nothing to undo"),
        (["undo", "c1"], "No correction that is in force begins with 'c1'"),
        (["list", "--type", "woman"], "'woman' is no type"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_mistakes_get_a_sentence(words: list[str], sentence: str, untouched: Path) -> None:
    """What names nothing, or would change nothing, is refused with the way out."""
    done = onrecord("entities", *words, data=untouched)
    assert done.returncode == 2
    assert sentence in told(done)
    assert "Traceback" not in done.stderr
    assert not (untouched / "overrides.csv").exists()


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish an archive that no test corrects."""
    folder = tmp_path_factory.mktemp("untouched")
    published(folder, [BUDGET])
    return folder


def test_an_ambiguous_name_lists_who_may_be_meant(data: Path) -> None:
    """Candidates come with the beginning of their ids, and that is enough to name one."""
    onrecord("entities", "rename", "Peter Zalar", "Ana Zalar", "--no-build", data=data)
    onrecord("entities", "rename", "Ana Kovač", "Ana Zalar", data=data)
    done = onrecord("entities", "show", "Ana Zalar", data=data)
    assert done.returncode == 2
    assert "'Ana Zalar' may be any of these: give an id." in told(done)
    ids = [line.split()[0] for line in done.stderr.splitlines()[1:]]
    assert len(ids) == 2
    assert {asked("entities", "show", one, data=data)[0]["aliases"][0] for one in ids} == {
        "Ana Kovač",
        "Peter Zalar",
    }


def test_looking_needs_nothing_heavy(untouched: Path) -> None:
    """Commands that only look import neither what runs nor what builds."""
    program = (
        "import sys\nfrom onrecord.cli import app\n"
        "for words in (['list'], ['show', 'Ana Kovač'], ['log']):\n"
        f"    sys.argv = ['onrecord', 'entities', *words, '--data', {str(untouched)!r}]\n"
        "    try:\n        app()\n    except SystemExit:\n        continue\n"
        "heavy = {'prefect', 'spacy', 'pandas', 'pyarrow', 'streamlit'} & set(sys.modules)\n"
        "print('heavy:', sorted(heavy))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "heavy: []"


@pytest.mark.parametrize(
    "command",
    ["list", "show", "log", "merge", "split", "rename", "retype", "ignore", "link", "undo"],
)
def test_help_shows_an_example(command: str) -> None:
    """Each command's help ends in something to type."""
    assert f"onrecord entities {command}" in told(onrecord("entities", command, "--help"))
