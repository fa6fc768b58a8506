"""`onrecord diff` tells what became of a document's quotes and words."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.onrecord.dashboard_archive import Article, Said, published
from tests.onrecord.test_cli import onrecord

FERRY = Article(
    path="news/ferry.txt",
    title="The ferry sails",
    text=(
        "The ferry sails\n\n"
        "Ines Falk said that the ferry sails at noon every day. Otto Brandt denied that it is "
        "late.\n\n"
        "Nobody else was in the harbour that morning, and the gulls were as loud as ever.\n\n"
        "“I sell tickets until eleven,” Otto Brandt told us."
    ),
    said=(
        Said(("that the ferry sails at noon every day",), "Ines Falk", quote_type="indirect"),
        Said(("that it is late",), "Otto Brandt", cue="denied", quote_type="indirect"),
        Said(("“I sell tickets until eleven,”",), "Otto Brandt", cue="told"),
    ),
)
EDITED = replace(
    FERRY,
    text=(
        "The ferry sails\n\n"
        "Ines Falk said that the ferry sails at one every day. Otto Brandt admitted that it is "
        "late.\n\n"
        "Nobody else was in the harbour that morning, and the gulls were as loud as ever.\n\n"
        "“I sell tickets until eleven,” Ada Holm told us."
    ),
    said=(
        Said(("that the ferry sails at one every day",), "Ines Falk", quote_type="indirect"),
        Said(("that it is late",), "Otto Brandt", cue="admitted", quote_type="indirect"),
        Said(("“I sell tickets until eleven,”",), "Ada Holm", cue="told"),
    ),
)
TIDE = replace(FERRY, path="old/tide.txt")
OTHER = replace(FERRY, path="wire/ferry.txt")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish an article, its edit, its edit taken back; another is removed, one never changes."""
    folder = tmp_path_factory.mktemp("diff")
    published(folder, [FERRY, TIDE, OTHER])
    published(folder, [EDITED], 2, removed=[TIDE])
    published(folder, [FERRY], 3)
    return folder


def test_quotes_and_words_are_told_apart(data: Path) -> None:
    """A person reads what became of each quote, and of the text around it."""
    done = onrecord("diff", "news/ferry.txt", "--to", "2", data=data)
    shown = " ".join(done.stdout.split())
    assert done.returncode == 0
    assert "− version 1 2026-03-14 12:00 UTC 3 quotes + version 2" in shown
    assert "Quotes: 2 reworded, 1 reattributed" in shown
    assert "Ines Falk said that the ferry sails at [-noon-]{+one+} every day" in shown
    assert "reworded Otto Brandt denied → admitted that it is late" in shown
    assert "reattributed Otto Brandt → Ada Holm told “I sell tickets until eleven,”" in shown
    assert "Text: 3 changes" in shown
    assert "“I sell tickets until eleven,” [-Otto Brandt-]{+Ada Holm+} told us." in shown
    assert "Nobody else was in the harbour" not in shown
    assert max(map(len, done.stdout.splitlines())) <= 100


def test_the_last_two_versions_are_compared(data: Path) -> None:
    """Without numbers it is the last version and the one before; any two can be chosen."""
    last = onrecord("diff", "news/ferry.txt", data=data).stdout
    assert "− version 2" in last
    assert "+ version 3" in last
    assert "[-one-]{+noon+}" in last
    same = onrecord("diff", "news/ferry.txt", "--from", "1", "--to", "3", data=data).stdout
    assert "Quotes: the same in both" in same
    assert "Text: the same in both" in same


@pytest.mark.parametrize("form", ["--json", "--csv"])
def test_a_script_gets_rows(data: Path, form: str) -> None:
    """Each change of a quote and of the text is a row, with both sides and their places."""
    text = onrecord("diff", "news/ferry.txt", "--to", "2", form, data=data).stdout
    rows = json.loads(text) if form == "--json" else list(csv.DictReader(io.StringIO(text)))
    assert [(row["part"], row["change"]) for row in rows] == [
        ("quote", "reworded"),
        ("quote", "reworded"),
        ("quote", "reattributed"),
        ("text", "replaced"),
        ("text", "replaced"),
        ("text", "replaced"),
    ]
    assert (rows[1]["cue_before"], rows[1]["cue_after"]) == ("denied", "admitted")
    assert (rows[3]["before"], rows[3]["after"]) == ("noon", "one")
    start = int(rows[3]["start_char_before"])
    assert FERRY.text[start : start + 4] == "noon"


def test_a_removed_document_lost_all_its_quotes(data: Path) -> None:
    """`diff` shows what it said as vanished; `show` tells when it went, and the way."""
    done = onrecord("diff", "tide.txt", data=data)
    assert "version 2 2026-03-14 12:00 UTC removed" in " ".join(done.stdout.split())
    assert "Quotes: 3 vanished" in done.stdout
    assert "Text:" not in done.stdout
    told = onrecord("show", "tide.txt", data=data)
    assert told.returncode == 2
    assert "old/tide.txt was removed" in told.stderr
    assert "2026-03-14 at 12:00 UTC" in told.stderr
    assert "onrecord diff old/tide.txt" in told.stderr


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["wire/ferry.txt"], 0, "has not changed since: it has one version"),
        (["news/ferry.txt", "--to", "1"], 0, "there is no version before 1 to compare it with"),
        (["news/ferry.txt", "--to", "7"], 2, "has no version 7: choose from 1, 2, 3"),
        (["news/ferry.txt", "--from", "0"], 2, "has no version 0: choose from 1, 2, 3"),
        (["moon.txt"], 2, "No document is called 'moon.txt'"),
        (["ferry.txt"], 2, "may be any of news/ferry.txt, wire/ferry.txt"),
        (["news/ferry.txt", "--json", "--csv"], 2, "not both"),
    ],
)
def test_what_cannot_be_compared_is_said(
    data: Path, words: list[str], code: int, sentence: str
) -> None:
    """One version only, no such version, no such document, several: each gets a sentence."""
    done = onrecord("diff", *words, data=data)
    assert done.returncode == code
    assert sentence in " ".join(done.stderr.replace("│", " ").split())


def test_one_version_is_no_rows_for_a_script(data: Path) -> None:
    """Where there is nothing to compare, a script gets an empty list."""
    assert json.loads(onrecord("diff", "wire/ferry.txt", "--json", data=data).stdout) == []


def test_other_rules_are_told_of(tmp_path: Path) -> None:
    """Where two versions were not analysed alike, it is said that quotes may differ for that."""
    published(tmp_path, [FERRY])
    published(tmp_path, [replace(EDITED, fingerprint="f2")], 2)
    shown = onrecord("diff", "ferry.txt", data=tmp_path).stdout
    assert "not analysed by the same release" in " ".join(shown.split())


def test_a_terminal_shows_colours(data: Path) -> None:
    """In a terminal what is gone is struck out in red and what came is green, without signs."""
    here, there = pty.openpty()
    command = [sys.executable, "-m", "onrecord", "diff", "news/ferry.txt", "--data", str(data)]
    colours = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    colours |= {"COLUMNS": "100", "TERM": "xterm-256color"}
    subprocess.run(command, stdout=there, env=colours, check=True)
    os.close(there)
    shown = os.read(here, 100_000).decode()
    os.close(here)
    assert "\x1b[9;31mone\x1b[0m \x1b[32mnoon\x1b[0m" in shown
    assert "[-" not in shown.replace("\x1b[", "")
