"""The log of corrections is a file that people may edit: what is sound in it counts."""

from __future__ import annotations

import multiprocessing
import resource
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse import overrides
from warehouse.aside import DiskError
from warehouse.override_lines import COLUMNS, Head, correction, parsed, written
from warehouse.overrides import Log, LogError

HEAD = ",".join(COLUMNS)
FULL = correction(
    "merge", entity_id="e2", name="Falk, the mayor", entity_type="PERSON", target_id="e1",
    target_name="Ines “Ina” Falk", target_type="PERSON", made_by="ada",
    made_at=datetime(2026, 11, 23, 10, 30, 0, 5000, tzinfo=UTC), why='She is "the mayor"; see p. 3',
)  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Name a log that is not there yet."""
    return tmp_path / "data" / "overrides.csv"


def test_what_is_written_is_read(path: Path) -> None:
    """A correction comes back with every field, under the id that it was given."""
    (added,) = overrides.append(path, [FULL])
    assert overrides.read(path).rows == (added,)
    assert added == replace(FULL, override_id=added.override_id, line=2)
    assert path.read_text(encoding="utf-8").startswith(HEAD + "\n")


def test_a_log_that_is_not_there_is_empty(path: Path) -> None:
    """Nobody has corrected anything yet."""
    assert overrides.read(path) == Log()


def test_the_log_is_only_added_to(path: Path) -> None:
    """What stands in the file stays byte for byte, whatever it is; a missing line end is added."""
    path.parent.mkdir()
    before = f"{HEAD},my notes\nnonsense\n,ignore,,Monday,,,,,,,,,not a thing"
    path.write_bytes(before.encode())
    overrides.append(path, [correction("ignore", name="Tuesday")])
    after = path.read_bytes().decode()
    assert after.startswith(before + "\n")
    assert [row.name for row in overrides.read(path).rows if row.state == "applied"] == [
        "Monday",
        "Tuesday",
    ]


def test_equal_corrections_have_ids_of_their_own(path: Path) -> None:
    """Who corrects the same twice can undo each."""
    added = overrides.append(path, [FULL, FULL])
    assert len({row.override_id for row in added}) == 2


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (",marry,,Falk,,,,,,,,", "the action 'marry' is none: write one of merge"),
        (",rename,,Falk,,  ,,,,,,", "rename has the value '': write the new name"),
        (",retype,,Falk,,person,,,,,,", "retype has the value 'person': write one of PERSON"),
        (",link,,Falk,,7184,,,,,,", "a Wikidata item such as Q7184"),
        (",split,,Falk,,p. 3,,,,,,", "document:PATH, cluster:ID or name:ALIAS"),
        (",undo,,,,,,,,,,", "the override_id of the correction to undo"),
        (",ignore,,,PERSON,,,,,,,", "it names no entity: fill in name"),
        (",merge,,Falk,,Ines Falk,,,,,,", "it does not say into what: fill in target_name"),
        (',ignore,,"Falk', "mend its quotation marks"),
        (",ignore,,Falk,,,,,,,,,Smith,", "it has 14 cells under 12 columns"),
        ("c1,ignore,,Falk,,,,,,,,", "its override_id c1 is taken by a line above"),
        (",ignore,,Kova\udce8,,,,,,,,", "it is not UTF-8"),
    ],
)
def test_a_broken_line_is_told_and_stops_no_other(path: Path, line: str, told: str) -> None:
    """Its number and what to do are said; the lines around it count."""
    path.parent.mkdir()
    lines = [HEAD, "c1,ignore,,Monday,,,,,,,,", line, ",ignore,,Sunday,,,,,,,,"]
    path.write_bytes("\n".join(lines).encode(errors="surrogateescape"))
    first, broken, last = overrides.read(path).rows
    assert (first.state, last.state) == ("applied", "applied")
    assert (broken.state, broken.line) == ("malformed", 3)
    assert broken.reason is not None
    assert broken.reason.startswith("Line 3 of overrides.csv is not applied: ")
    assert told in broken.reason


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_spreadsheet_may_save_it(path: Path, delimiter: str) -> None:
    """Semicolons, tabs, a byte order mark, another order, other line ends and dates are read."""
    path.parent.mkdir()
    lines = ["why,name,action,value,made_at,override_id", "so,Falk,Rename,Ines Falk,23/11/2026,c7"]
    text = "\r\n".join(lines).replace(",", delimiter)
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    (row,) = overrides.read(path).rows
    assert (row.override_id, row.action, row.value, row.why) == ("c7", "rename", "Ines Falk", "so")
    assert (row.state, row.made_at) == ("applied", None)


def test_a_log_without_its_head_is_told(path: Path) -> None:
    """Nothing of it counts, and nothing is added to it."""
    path.parent.mkdir()
    path.write_text("Falk is Ines Falk\n")
    (row,) = overrides.read(path).rows
    assert row.state == "malformed"
    assert HEAD in (row.reason or "")
    with pytest.raises(LogError, match="lacks the columns override_id"):
        overrides.append(path, [FULL])
    assert path.read_text() == "Falk is Ines Falk\n"


def test_a_full_disk_keeps_the_log(path: Path) -> None:
    """When the disk refuses, the log stays as it was and it is said."""
    overrides.append(path, [FULL])
    before = path.read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before), limits[1]))
    try:
        with pytest.raises(DiskError, match=r"overrides\.csv"):
            overrides.append(path, [FULL])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert path.read_bytes() == before


def _append(path: Path, number: int) -> None:
    for _ in range(5):
        overrides.append(path, [correction("ignore", name=f"Day {number}")])


def test_many_may_correct_at_once(path: Path) -> None:
    """No correction is lost where several people write at the same time."""
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=_append, args=(path, number)) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    rows = overrides.read(path).rows
    assert len({row.override_id for row in rows}) == 20


CELLS = (
    st.text(st.characters(exclude_characters="\N{REPLACEMENT CHARACTER}", codec="utf-8"))
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)


@given(CELLS, CELLS, st.sampled_from(",;\t"))
def test_any_text_comes_back(name, why, delimiter) -> None:
    """Whatever stands in a cell, spaces apart, is read as it was written."""
    head = Head(list(COLUMNS), delimiter)
    line = written(correction("ignore", name=name, why=why), head)
    row = parsed(line.rstrip("\n"), 2, head)
    assert (row.state, row.name, row.why) == ("applied", name, why)
