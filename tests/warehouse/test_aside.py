"""What is told when a file cannot be written."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import duckdb
import pytest

from warehouse.aside import DiskError, disk_told, written_aside


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path: Path) -> None:
    """It is not the room that lacks: the message says to move the folder away."""
    path = tmp_path / "served.duckdb"
    path.mkdir()
    with (
        pytest.raises(DiskError, match="A folder stands where this file belongs: move it away"),
        written_aside(path) as temporary,
    ):
        temporary.write_text("whole")
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        (errno.ENOSPC, "Make room,"),
        (errno.EDQUOT, "Make room,"),
        (errno.EACCES, "See to it that you may write there,"),
        (errno.EROFS, "See to it that it can be written,"),
        (errno.ENOTDIR, "A file stands where a folder belongs"),
        (errno.EIO, "Have the disk looked after,"),
    ],
)
def test_what_to_do_follows_from_what_went_wrong(tmp_path: Path, code: int, remedy: str) -> None:
    """The system and DuckDB name a fault in the same words, and each has its own way out."""
    said = os.strerror(code)
    for error in (OSError(code, said), duckdb.IOException(f"Could not write file: {said}")):
        with pytest.raises(DiskError, match=remedy), disk_told(tmp_path / "build.duckdb"):
            raise error
