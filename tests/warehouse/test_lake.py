"""A batch counts wholly or not at all."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from tests.warehouse.reports import Report, batch
from transforms.tables import EXTRACTED
from warehouse import care
from warehouse.aside import DiskError
from warehouse.lake import Lake, LakeError
from warehouse.staging import LAST


def files(lake: Lake) -> dict[str, bytes]:
    """Read every file of a lake."""
    found = (path for path in lake.root.rglob("*") if path.is_file())
    return {str(path.relative_to(lake.root)): path.read_bytes() for path in found}


@contextmanager
def small_disk() -> Iterator[None]:
    """Let no file grow over two kilobytes: the kernel then refuses as a full disk does.

    Not a fixture: pytest reports a test before it ends its fixtures, perhaps into a larger file.
    """
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2048, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_batch_comes_back_as_its_manifest(lake: Lake) -> None:
    """The manifest tells rows, documents, sources, removals and words of the batch."""
    written = lake.write(batch([Report()], removed=["gone"]))
    (manifest,) = lake.manifests()
    assert manifest == written
    assert manifest.rows["quotes"] == 1
    assert manifest.documents == [Report().document_id]
    assert manifest.sources[0].documents == [Report().document_id]
    assert manifest.removed == ["gone"]
    assert manifest.words == 9


def test_the_same_batch_leaves_the_same_bytes(lake: Lake) -> None:
    """Writing a batch twice changes no byte of the lake, even when the clock moves on."""
    made = batch([Report()], seen_at=None)
    lake.write(made)
    before = files(lake)
    lake.write(made)
    assert files(lake) == before


def test_order_is_generation_then_batch(lake: Lake) -> None:
    """Manifests come by generation first, whatever the ids are."""
    for generation, name in [(2, "a"), (1, "z"), (10, "b"), (1, "c")]:
        lake.write(batch([], generation, name))
    assert [(m.generation, m.batch_id) for m in lake.manifests()] == [
        (1, "c"), (1, "z"), (2, "a"), (10, "b"),
    ]  # fmt: skip
    assert lake.next_generation() == 11


def test_the_first_generation_is_one(lake: Lake) -> None:
    """An empty lake, even one without a folder, begins with generation 1."""
    assert lake.next_generation() == 1
    assert lake.manifests() == []


def test_rows_without_a_manifest_do_not_count(lake: Lake) -> None:
    """A writer killed before its manifest leaves nothing that is seen, and it is tidied away."""
    lake.write(batch([Report()], 1, "whole"))
    staged = lake.root / ".000002-killed.5e3a.part"
    staged.mkdir()
    (staged / "quotes").write_bytes(b"half")
    (lake.root / "quotes" / ".000003-x.parquet.77.part").write_bytes(b"half, as older versions did")
    assert [m.batch_id for m in lake.manifests()] == ["whole"]
    care.tidy(lake)
    assert {Path(name).stem for name in files(lake)} == {"000001-whole"}


@pytest.mark.parametrize("moved", [0, 3, len(EXTRACTED)])
def test_a_batch_that_was_committed_is_put_in_place(
    lake: Lake, monkeypatch: pytest.MonkeyPatch, moved: int
) -> None:
    """A writer killed while its files are moved has written them: whoever comes next ends it."""
    made = batch([Report()])
    calls = iter(range(moved))

    def move(path: Path, target: Path) -> Path:
        if path.parent.name.endswith(".part") and path.name != "manifest.json.part":
            next(calls)
        return path.rename(target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", move)
        with pytest.raises(StopIteration):
            lake.write(made)
    assert lake.manifests() == []
    care.tidy(lake)
    assert [m.documents for m in lake.manifests()] == [[Report().document_id]]
    assert care.damaged(lake) == []
    before = files(lake)
    lake.write(made)
    assert files(lake) == before


def test_a_lost_manifest_is_brought_back(lake: Lake) -> None:
    """It stands in the footer of the documents' file as well; nothing is deleted for its lack."""
    written = lake.write(batch([Report()]))
    before = files(lake)
    lake.place(written.stem, LAST).unlink()
    assert care.tidy(lake) == [written.stem]
    assert lake.manifests() == [written]
    assert files(lake) == before


def test_rows_that_nothing_accounts_for_are_set_aside(lake: Lake) -> None:
    """Without a manifest, and without the footer that repeats it, rows are kept in quarantine."""
    written = lake.write(batch([Report()]))
    lake.place(written.stem, LAST).unlink()
    lake.parquet("documents", written.stem).unlink()
    care.tidy(lake)
    (damage,) = care.damaged(lake)
    assert (damage.name, damage.faults) == (written.stem, ("it has no manifest",))
    care.set_aside(lake, damage.name)
    assert care.damaged(lake) == []
    kept = lake.root / "quarantine" / written.stem
    assert len(list(kept.iterdir())) == len(EXTRACTED) - 1


def cut(path: Path) -> None:
    """Take the last byte."""
    os.truncate(path, path.stat().st_size - 1)


def flipped(path: Path) -> None:
    """Change one byte, size and all else as they were."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("damage", "told", "is_quick"),
    [
        (cut, "instead of", True),
        (Path.unlink, "is missing", True),
        (flipped, "holds other bytes than were written", False),
    ],
)
def test_damage_is_found(
    lake: Lake, damage: Callable[[Path], None], told: str, is_quick: bool
) -> None:
    """A missing or shortened file is seen at a glance, a flipped bit when every byte is read."""
    written = lake.write(batch([Report()]))
    assert care.damaged(lake) == []
    damage(lake.parquet("quotes", written.stem))
    (found,) = care.damaged(lake)
    assert found.name == written.stem
    assert f"quotes {told}" in found.faults[0] or told in found.faults[0]
    assert found.documents == 1
    assert bool(care.damaged(lake, [written.stem])) == is_quick


def test_a_batch_that_returns_keeps_its_past(lake: Lake) -> None:
    """The same batch in a later generation stands beside its earlier self."""
    lake.write(batch([Report()], 1, "same"))
    lake.write(batch([Report()], 3, "same"))
    assert [m.generation for m in lake.manifests()] == [1, 3]


def test_a_full_disk_is_a_sentence_and_leaves_nothing(lake: Lake) -> None:
    """When the disk refuses, the error names file, free space and way out; no file is left."""
    reports = [Report(f"{n}.txt", words=f"word {n * 7919}") for n in range(400)]
    refused = pytest.raises(DiskError, match=r"Could not write .*lake/000001-.* MB free .*--data")
    with refused, small_disk():
        lake.write(batch(reports))
    assert list(files(lake)) == []
    assert lake.manifests() == []


def test_unfitting_columns_are_refused(lake: Lake) -> None:
    """Rows that lack the contract's columns do not enter the lake."""
    made = batch([Report()])
    with pytest.raises(LakeError, match="Rows for quotes"):
        lake.write(replace(made, tables=made.tables | {"quotes": pa.table({"a": [1]})}))


def test_a_null_that_must_not_be_is_refused(lake: Lake) -> None:
    """A null in a column that cannot be null is named with its table."""
    made = batch([Report()])
    chunks = made.tables["chunks"]
    at = chunks.schema.get_field_index("text")
    broken = chunks.set_column(at, chunks.schema.field(at), pa.array([None], pa.string()))
    with pytest.raises(LakeError, match=r"chunks\.text is null in 1 row"):
        lake.write(replace(made, tables=made.tables | {"chunks": broken}))


def test_a_broken_manifest_says_what_to_do(lake: Lake) -> None:
    """A manifest that is no JSON is named, with the way out."""
    lake.write(batch([], 1, "a"))
    (lake.root / "manifests" / "000001-a.json").write_text("{", encoding="utf-8")
    with pytest.raises(LakeError, match="cannot be read"):
        lake.manifests()
