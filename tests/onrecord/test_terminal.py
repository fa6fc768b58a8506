"""Names and texts of documents do not steer the terminal, and do not run in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.text import Text
from typer.testing import CliRunner

from flows.direct import ingest
from flows.settings import load
from onrecord.cli import app
from onrecord.cli.screen import Screen
from onrecord.visible import UNSAFE, escaped, line, paragraphs
from tests.onrecord.test_cli import onrecord

CLEAR, TITLE, C1, BIDI = "\x1b[2J", "\x1b]0;owned\x07", "\x9b2J", "\u202e"
NAMES = [
    f"{CLEAR}red\nEVIL{BIDI}txt.txt",
    f"{TITLE}title\r{C1}.txt",
    "\u2066iso\u2028late\x7f\x08.txt",
    "=cmd|x.txt",
]
BROKEN = f"{CLEAR}broken\nEVIL{BIDI}.pdf"
LETTER = """The mayor{sign} spoke.

"We have paid for the bridge," said Ana Kovac, the mayor of {sign}Arle. The council agreed.
"""
HIDDEN = {chr(code) for code in (*range(32), 127, *range(128, 160), 0x2028, 0x2029, 0x61C, 0x200E)}
HIDDEN |= {chr(code) for code in (0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))}
HIDDEN -= {"\n"}
COMMANDS = [
    ["status"],
    ["sql", "select source_path, title from documents"],
    ["sql", "select chr(27) || '[2J' || chr(10) || 'EVIL' as \"\x1b[2Jhead\nEVIL\""],
    ["sql", "select error(chr(27) || '[2J' || chr(155))"],
    ["sql", "selec \x1b[2J"],
    ["search", "bridge"],
    ["search", "bridge", "--chunks"],
    ["quotes"],
    ["quotes", "--speaker", "\x1b[2J\nEVIL"],
    ["show", "txt.txt"],
    ["show", ".txt"],
    ["show", "\x1b[2J\nEVIL"],
    ["show", b"\xff\x1b[2J".decode("utf-8", "surrogateescape")],
    ["diff", "txt.txt"],
    ["diff", "txt.txt", "--from", "9"],
    ["explain", "\x1b[2J\nEVIL"],
    ["rejects"],
    ["entities", "list"],
    ["entities", "show", "Ana Kovac"],
    ["entities", "show", "\x1b[2J"],
    ["entities", "log"],
    ["add", "\x1b[2J\nEVIL"],
    ["retry", "\x1b[2J\nEVIL"],
    ["export", "out", "--table", "\x1b[2J\nEVIL"],
    ["run", "--direct", "\x1b[2J\nEVIL"],
]


@pytest.fixture(scope="module")
def data(shared_workers: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ingest files whose names and words would clear, colour, turn and retitle a terminal."""
    folder = tmp_path_factory.mktemp("hostile")
    news = folder / "news"
    news.mkdir()
    for name in NAMES:
        (news / name).write_text(LETTER.format(sign=CLEAR + BIDI), encoding="utf-8")
    (news / BROKEN).write_bytes(b"%PDF-1.7 and no more")
    (Path(os.fsdecode(bytes(news) + b"/\xff\xfe.txt"))).write_text(LETTER.format(sign=""))
    ingest([str(news)], load(data=folder / "data"))
    return folder / "data"


@pytest.mark.parametrize("words", COMMANDS, ids=ascii)
def test_no_command_hands_a_control_on(
    words: list[str], data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever names, words, questions and errors hold, it is shown, and begins no line."""
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, [*words, "--data", str(data)])
    shown = done.stdout + done.stderr
    assert shown.strip()
    assert not HIDDEN & set(shown)
    assert not [one for one in shown.splitlines() if one.strip(" │").startswith("EVIL")]
    assert done.exception is None or isinstance(done.exception, SystemExit)


def test_names_are_shown_as_they_are(data: Path) -> None:
    """A person sees that there is something in a name, and what."""
    shown = " ".join(onrecord("sql", "select source_path from documents", data=data).stdout.split())
    assert "␛[2Jred␊EVIL�txt.txt" in shown
    assert "␛]0;owned␇title␍�2J.txt" in shown
    assert r"\xff\xfe.txt" in shown or "�" in shown
    assert "␛[2Jbroken␊EVIL�.pdf" in onrecord("rejects", data=data).stdout


@pytest.mark.parametrize(
    "words", [["sql", "select source_path from documents"], ["rejects"], ["show", "txt.txt"]]
)
def test_programs_get_names_exactly(words: list[str], data: Path) -> None:
    """JSON says what the name is, letter by letter, and is itself safe to look at; so is CSV."""
    done = onrecord(*words, "--json", data=data)
    assert not HIDDEN & set(done.stdout)
    paths = {row["source_path"] for row in json.loads(done.stdout)}
    names = {BROKEN} if words == ["rejects"] else {NAMES[0]}
    assert names <= paths
    written = subprocess.run(
        [sys.executable, "-m", "onrecord", *words, "--csv", "--raw", "--data", str(data)],
        capture_output=True,
        check=True,
    ).stdout.decode()
    rows = list(csv.DictReader(io.StringIO(written, newline="")))
    assert {row["source_path"] for row in rows} == paths


@pytest.mark.parametrize("words", [["quotes"], ["rejects"], ["quotes", "--csv"], ["run", "-"]])
def test_a_terminal_gets_colours_and_nothing_else(words: list[str], data: Path) -> None:
    """In a real terminal the only commands are ours: colours, and what moves a progress bar."""
    if words[0] == "run":
        words = ["run", "--direct", str(data.parent / "news")]
    command = [sys.executable, "-m", "onrecord", *words, "--data", str(data)]
    seen = _in_a_terminal(command)
    assert "owned\x07" not in seen
    rest = re.sub(r"\x1b\[[0-9;]*[mAGHK]|\x1b\[\?25[lh]|\r", "", seen)
    assert not HIDDEN & set(rest)
    if words[0] == "quotes":
        assert "␛[2Jred␊EVIL" in rest


def test_an_export_holds_no_formulas(data: Path, tmp_path: Path) -> None:
    """A file whose name is a formula has an apostrophe in the CSV of an export, without --raw."""
    for words, path in (((), "'=cmd|x.txt"), (("--raw",), "=cmd|x.txt")):
        asked = ("export", str(tmp_path), "--table", "documents", "--as", "csv", *words)
        assert onrecord(*asked, data=data).returncode == 0
        with (tmp_path / "documents.csv").open(encoding="utf-8", newline="") as file:
            assert path in {row["source_path"] for row in csv.DictReader(file)}


def _in_a_terminal(command: list[str]) -> str:
    """Run a command in a terminal of its own; give everything that it was sent."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    got = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # Linux says so when the other side has gone
            break
        if not piece:
            break
        got += piece
    os.close(ours)
    process.wait()
    return got.decode("utf-8")


@settings(deadline=None)
@given(st.text() | st.text(alphabet="".join(HIDDEN) + "a\n\udc80"))
def test_what_is_shown_has_the_same_length(text: str) -> None:
    """Each character is shown by one: offsets and columns stay; a line has no line breaks."""
    assert len(line(text)) == len(paragraphs(text)) == len(text)
    assert not UNSAFE.search(paragraphs(text))
    assert not (HIDDEN | {"\n"}) & set(line(text))
    assert line(text) == "".join(paragraphs(text).replace("\n", "␊").replace("\t", "␉"))
    line(text).encode()


@settings(deadline=None)
@given(st.text())
def test_escaped_json_says_the_same(text: str) -> None:
    """Escapes change how JSON is written, not what it says."""
    written = escaped(json.dumps({text: text}, ensure_ascii=False))
    assert json.loads(written) == {text: text}
    assert not HIDDEN & set(written)


@settings(deadline=None)
@given(st.text())
def test_a_screen_shows_any_text(text: str) -> None:
    """However a text reaches the screen, it does nothing there."""
    screen = Screen()
    with screen.capture() as captured:
        screen.print(text, Text(text, style="bold"), f"[bold]{text}[/bold]")
    shown = captured.get()
    assert not HIDDEN & set(re.sub(r"\x1b\[[0-9;]*m", "", shown))


def test_markup_is_text() -> None:
    """Square brackets and colons in names are neither styles nor pictures."""
    screen = Screen()
    with screen.capture() as captured:
        screen.print("[red]a[/red] :smile: [/nothing]")
    assert captured.get() == "[red]a[/red] :smile: [/nothing]\n"
