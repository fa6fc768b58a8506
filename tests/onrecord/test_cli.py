"""The command line: what a person sees, what a script gets, and how each learns of failure."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from warehouse.build import Build

LISTS = [
    ["status"],
    ["sql", "select source_path from documents order by 1"],
    ["search", "flood levy"],
    ["search", "flood levy", "--chunks"],
    ["quotes", "--limit", "3"],
    ["show", "000_2785ac57c6417e71.txt"],
    ["rejects"],
    ["entities", "list", "--limit", "9"],
]


def onrecord(*words: str, data: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command as a person would, in a terminal of 100 columns."""
    place = ["--data", str(data)] if data else []
    return subprocess.run(
        [sys.executable, "-m", "onrecord", *words, *place],
        env=os.environ | {"COLUMNS": "100", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("words", LISTS, ids=" ".join)
def test_every_list_comes_as_json(words: list[str], seeds_data: Path) -> None:
    """With --json each command that lists prints one array of objects and nothing else."""
    done = onrecord(*words, "--json", data=seeds_data)
    records = json.loads(done.stdout)
    assert done.returncode == 0
    assert records
    assert all(isinstance(record, dict) for record in records)


@pytest.mark.parametrize("words", LISTS, ids=" ".join)
def test_every_list_comes_as_csv(words: list[str], seeds_data: Path) -> None:
    """With --csv each prints a head and rows of the same length."""
    done = onrecord(*words, "--csv", data=seeds_data)
    rows = list(csv.reader(io.StringIO(done.stdout)))
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}


@pytest.mark.parametrize("words", LISTS, ids=" ".join)
def test_every_list_fits_the_terminal(words: list[str], seeds_data: Path) -> None:
    """A person sees text, and no line is wider than the terminal."""
    done = onrecord(*words, data=seeds_data)
    assert done.returncode == 0
    assert done.stdout.strip()
    assert max(map(len, done.stdout.splitlines())) <= 100


def test_filters_combine(seeds_data: Path) -> None:
    """Speaker, topic, type and dates narrow the list together."""
    done = onrecord("quotes", "--speaker", "putin", "--about", "nato", "--json", data=seeds_data)
    found = json.loads(done.stdout)
    assert found
    assert {quote["speaker"] for quote in found} == {"Vladimir Putin"}
    none = onrecord(
        "quotes", "--speaker", "putin", "--since", "2026-01-01", "--json", data=seeds_data
    )
    assert json.loads(none.stdout) == []


def test_a_copy_names_its_original(seeds_data: Path) -> None:
    """`show` says what a syndicated article is a copy of; its quotes are listed on request."""
    copy, original = "flood-levy-splits-coalition.md", "budget-talks-break-up.txt"
    done = onrecord("show", copy, data=seeds_data)
    assert "A near copy" in done.stdout
    assert original in done.stdout
    done = onrecord("show", original, data=seeds_data)
    assert f"{copy} (near)" in " ".join(done.stdout.split())
    asked = ("quotes", "--text", "levy", "--limit", "0", "--json")
    once, twice = (
        json.loads(onrecord(*words, data=seeds_data).stdout)
        for words in (asked, (*asked, "--copies"))
    )
    assert [quote for quote in twice if not quote["is_copy"]] == once
    assert len(twice) > len(once) > 0


def test_questions_need_neither_prefect_nor_spacy(seeds_data: Path) -> None:
    """A command that only asks does not wait for what only runs need."""
    program = (
        "import sys\nfrom onrecord.cli import app\n"
        f"sys.argv = ['onrecord', 'quotes', '--data', {str(seeds_data)!r}]\n"
        "try:\n    app()\nexcept SystemExit:\n    pass\n"
        "heavy = {'prefect', 'spacy', 'pandas', 'pyarrow', 'streamlit'} & set(sys.modules)\n"
        "print('heavy:', sorted(heavy))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "heavy: []"


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["run", "nowhere", "--direct"], 2, "There is nothing at 'nowhere'"),
        (["run", "--direct", "seeds", "--pipeline", "en_none"], 2, "'en_none' is not installed"),
        (["show", "no-such-document"], 2, "No document is called 'no-such-document'"),
        (["quotes", "--since", "Tuesday"], 2, "write it as 2026-01-31"),
        (["quotes", "--type", "loud"], 2, "choose direct, indirect or mixed"),
        (["quotes", "--json", "--csv"], 2, "not both"),
        (["export", "out", "--table", "nothing"], 2, "There is no table 'nothing'"),
        (["sql", "selec 1"], 1, "syntax error"),
        (["sql", "delete from quotes"], 1, "read-only"),
        (["serve", "--every", "soon"], 2, "write 90s, 15m, 6h or 1d"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_mistakes_get_a_sentence(
    words: list[str], code: int, sentence: str, seeds_data: Path
) -> None:
    """A mistake ends with an exit code and a sentence that helps, never with a traceback."""
    done = onrecord(*words, data=seeds_data)
    assert done.returncode == code
    assert sentence in " ".join(done.stderr.replace("│", " ").split())
    assert "Traceback" not in done.stderr


def test_without_a_warehouse_the_way_is_told(tmp_path: Path) -> None:
    """Before the first run, every question says what to do."""
    done = onrecord("status", data=tmp_path)
    assert done.returncode == 1
    assert "onrecord run" in done.stderr


def test_a_run_prints_its_own_words_only(tmp_path: Path) -> None:
    """No library of a process that ends says a word of its own in the terminal."""
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "tide.txt").write_text("Mary Moss said the tide would turn.\n")
    done = onrecord("run", "--direct", str(tmp_path / "news"), data=tmp_path / "data")
    assert done.stderr.splitlines() == [
        "Looking through the folders", "Comparing with what is known",
        "Loading the language model", "Analysing", "Building the tables",
        "Checking the tables", "Publishing",
    ]  # fmt: skip


def test_a_second_run_is_told_of_the_first(tmp_path: Path) -> None:
    """While one run owns the data folder another leaves with a code of its own."""
    (tmp_path / "news").mkdir()
    with Build(tmp_path / "data" / "build.duckdb"):
        done = onrecord("run", "--direct", str(tmp_path / "news"), data=tmp_path / "data")
    assert done.returncode == 3
    assert "is being written by another run" in done.stderr


def test_an_export_holds_every_row(seeds_data: Path, tmp_path: Path) -> None:
    """An export is not cut off, whatever its form."""
    done = onrecord("export", str(tmp_path), "--table", "quotes", "--as", "csv", data=seeds_data)
    assert done.returncode == 0
    with (tmp_path / "quotes.csv").open(encoding="utf-8", newline="") as file:
        exported = len(list(csv.DictReader(file)))
    counted = onrecord("sql", "select count(*) as n from quotes", "--json", data=seeds_data)
    assert exported == json.loads(counted.stdout)[0]["n"]


@pytest.mark.parametrize(
    "command",
    [
        "run", "serve", "status", "sql", "search", "quotes", "show", "diff", "rejects", "export",
        "dashboard", "doctor", "explain",
    ],
)  # fmt: skip
def test_help_shows_an_example(command: str) -> None:
    """Each command's help ends in something to type."""
    assert f"onrecord {command}" in onrecord(command, "--help").stdout


def test_csv_holds_no_formulas(seeds_data: Path) -> None:
    """A text that a spreadsheet would run gets an apostrophe, a number none; --raw leaves both."""
    asked = ("sql", "select '=1+1' as text, -5 as number, ['@a', 'b'] as list", "--csv")
    assert onrecord(*asked, data=seeds_data).stdout == "text,number,list\n'=1+1,-5,'@a; b\n"
    assert onrecord(*asked, "--raw", data=seeds_data).stdout == "text,number,list\n=1+1,-5,@a; b\n"
    refused = onrecord("quotes", "--raw", data=seeds_data)
    assert refused.returncode == 2
    assert "--raw is about CSV" in refused.stderr
