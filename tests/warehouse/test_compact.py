"""Packing makes files few and changes nothing else, wherever it is interrupted."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.warehouse.contents import contents
from tests.warehouse.reports import Report, batch, reject
from transforms.tables import EXTRACTED
from warehouse import care, stored
from warehouse.build import Build
from warehouse.compact import compact
from warehouse.lake import Lake, SourceGone

DAY = 86_400.0


@pytest.fixture
def filled(lake: Lake) -> Lake:
    """Give a lake with edits, removals, returns, rejects and analyses made anew."""
    edited = [Report("a.txt", words=f"word {n}") for n in range(3)]
    for generation, report in enumerate(edited, 1):
        lake.write(batch([report, Report(f"{generation}.txt")], generation, "a"))
    lake.write(batch([edited[-1]], 4, "anew"))
    lake.write(batch([], 5, "gone", gone=[SourceGone("c", "1.txt")], sources=[]))
    lake.write(batch([Report("1.txt")], 6, "back"))
    lake.write(batch([], 7, "bad", rejects=[reject("x.bin")]))
    return lake


def loaded(lake: Lake, path: Path) -> dict[str, list[str]]:
    """Load a lake into a build of its own; give its rows."""
    with Build(path) as build:
        build.heal(lake)
        build.load(lake)
        return contents(build)


def count(lake: Lake) -> int:
    """Count the Parquet files that stand in the lake's tables."""
    return sum(1 for table in EXTRACTED for _ in (lake.root / table).glob("*.parquet"))


def test_the_rows_and_the_batches_stay(filled: Lake, tmp_path: Path) -> None:
    """Packed, the same batches load to the same rows from a tenth of the files."""
    before = loaded(filled, tmp_path / "before.duckdb"), filled.stems(), filled.manifests()
    made = compact(filled, DAY)
    assert (made.packed, made.packs, made.files_after) == (7, 1, len(EXTRACTED))
    assert count(filled) == len(EXTRACTED)
    again = Lake(filled.root)
    assert (loaded(again, tmp_path / "after.duckdb"), again.stems(), again.manifests()) == before
    assert care.damaged(again) == []


def test_packs_are_packed_again(filled: Lake, tmp_path: Path) -> None:
    """New batches join the pack that is there; a second time nothing is left to do."""
    compact(filled, DAY)
    filled.write(batch([Report("new.txt")], 8))
    before = loaded(filled, tmp_path / "before.duckdb")
    assert compact(filled, DAY).packed == 8
    assert compact(filled, DAY).packed == 0
    assert count(filled) == len(EXTRACTED)
    assert loaded(Lake(filled.root), tmp_path / "after.duckdb") == before


def test_what_is_superseded_goes_after_its_time(filled: Lake) -> None:
    """Packed batches are kept for the time of grace, and deleted then."""
    compact(filled, DAY)
    kept = filled.root / "superseded"
    assert len(list(kept.glob("*/*"))) == 7
    assert compact(filled, DAY).deleted == 0
    assert compact(filled, 0).deleted == 7
    assert list(kept.iterdir()) == []


def test_an_analysis_made_anew_is_kept_once(filled: Lake, tmp_path: Path) -> None:
    """Rows that a later batch has made anew of the same text are left out; documents stay."""
    stem = next(name for name in filled.stems() if name.startswith("000003"))
    compact(filled, DAY)
    (pack,) = filled.packs
    rows = {
        table: [
            row["batch"]
            for row in stored.pq.read_table(filled.parquet(table, pack.name)).to_pylist()
            if row["document_id"] == Report("a.txt").document_id
        ]
        for table in ("documents", "quotes")
    }
    assert stem in rows["documents"]
    assert stem not in rows["quotes"]
    assert any(name.startswith("000002") for name in rows["quotes"])


def test_documents_come_back_from_a_pack(filled: Lake) -> None:
    """A stored text can be analysed anew wherever it lies."""
    before = stored.placed(filled)
    compact(filled, DAY)
    where = stored.placed(filled)
    assert where == before
    name = Report("a.txt").document_id
    (found,) = stored.documents(filled, [(where[name], name)])
    assert "word 2" in found.text


class Killed(BaseException):
    """Stands for a kill."""


@pytest.mark.parametrize("nth", range(1, 60, 8))
def test_a_kill_anywhere_leaves_every_batch_once(
    filled: Lake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    """Killed at any move of a file, the lake holds what it held, and is packed the next time."""
    before = loaded(filled, tmp_path / "before.duckdb")
    moves = iter(range(1, 1000))
    move = Path.replace

    def dying(path: Path, target: Path) -> Path:
        if next(moves) == nth:
            raise Killed
        return move(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", dying)
        with pytest.raises(Killed):
            compact(filled, DAY)
    assert loaded(Lake(filled.root), tmp_path / "after.duckdb") == before
    again = Lake(filled.root)
    compact(again, 0)
    assert care.damaged(again) == []
    assert loaded(Lake(filled.root), tmp_path / "packed.duckdb") == before


def test_a_damaged_pack_gives_way_to_what_it_stands_for(filled: Lake, tmp_path: Path) -> None:
    """As long as the packed batches are kept, they come back in the place of a damaged pack."""
    before = loaded(filled, tmp_path / "before.duckdb")
    compact(filled, DAY)
    (pack,) = filled.packs
    filled.parquet("quotes", pack.name).write_bytes(b"PAR1")
    assert loaded(Lake(filled.root), tmp_path / "after.duckdb") == before
    shutil.rmtree(filled.root / "quarantine")
