"""`onrecord add` hands files over, and says what it does not take and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.onrecord.test_cli import onrecord


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with two letters, a list of them, and lists of addresses."""
    (tmp_path / "old").mkdir()
    (tmp_path / "letter.txt").write_text("Ada Lund said that the bridge would open in May.")
    (tmp_path / "old" / "letter.txt").write_text("Ada Lund said that there would be no bridge.")
    (tmp_path / "letter.txt.meta.json").write_text('{"title": "A bridge"}')
    (tmp_path / "README.md").write_text("Read me.")
    (tmp_path / "files.lst").write_text("letter.txt\n")
    (tmp_path / "urls.txt").write_text("# read\nhttps://a.example/1\nhttps://a.example/2\n")
    (tmp_path / "mixed.lst").write_text("letter.txt\nhttps://a.example/1\n")
    (tmp_path / "paths.txt").write_text("/etc/hostname\n")
    (tmp_path / "empty.lst").write_text("# nothing\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_files_are_handed_over(place: Path) -> None:
    """A person learns what was added, what was there, and what reads it; the file is copied."""
    done = onrecord("add", "letter.txt", data=place / "data")
    assert (done.returncode, done.stdout.splitlines()) == (
        0, ["Added: letter.txt.", "The next `onrecord run` takes them in."],
    )  # fmt: skip
    copied = place / "data" / "inbox" / "letter.txt"
    assert copied.read_text() == (place / "letter.txt").read_text()
    again = onrecord("add", "--list", "files.lst", data=place / "data")
    assert again.stdout.splitlines() == ["There already: letter.txt."]
    other = onrecord("add", "old/letter.txt", "--as", "old-letter.txt", data=place / "data")
    assert other.stdout.startswith("Added: old-letter.txt.")
    newer = onrecord("add", "old/letter.txt", "--replace", data=place / "data")
    assert newer.stdout.startswith("Replaced: letter.txt.")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["https://a.example/1"], "is an address, and Onrecord opens none. Save the pages"),
        (["urls.txt"], "is a list of addresses, and Onrecord opens none. Save the pages"),
        (["--list", "urls.txt"], "wget --warc-file=pages https://a.example/1"),
        (["--list", "mixed.lst"], "https://a.example/1 is an address"),
        (["--list", "empty.lst"], "lists no files: write one path a line"),
        (["--list", "moon.lst"], "The list moon.lst cannot be read"),
        (["old"], "is a folder: `onrecord run old` takes it in"),
        (["moon.txt"], "There is no file 'moon.txt'"),
        (["README.md"], "the setting `exclude` leaves out files called README.md"),
        (["letter.txt.meta.json"], "describes another file: add that one"),
        (["letter.txt", "old/letter.txt"], "have one name"),
        (["letter.txt", "urls.txt", "--as", "a.txt"], "--as names one file"),
        (["letter.txt", "--as", "../a.txt"], "is no name of a file"),
        ([], "Name files to add"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_what_is_not_taken_gets_a_sentence(place: Path, words: list[str], sentence: str) -> None:
    """Addresses, folders, nothing, and names that would not be read or are taken: with the way."""
    done = onrecord("add", *words, data=place / "data")
    assert done.returncode == 2
    assert sentence in " ".join(done.stderr.replace("│", " ").split())
    assert not (place / "data" / "inbox").exists()


def test_another_file_of_the_same_name_is_refused(place: Path) -> None:
    """Nothing is replaced unless a person says so."""
    onrecord("add", "letter.txt", data=place / "data")
    done = onrecord("add", "old/letter.txt", data=place / "data")
    assert done.returncode == 2
    assert "Another letter.txt lies in" in done.stderr
    assert "bridge would open" in (place / "data" / "inbox" / "letter.txt").read_text()


def test_a_document_opens_no_path(place: Path) -> None:
    """A text that consists of paths is a text, unless a person says that it is a list."""
    onrecord("add", "paths.txt", data=place / "data")
    assert [path.name for path in (place / "data" / "inbox").iterdir()] == ["paths.txt"]
