"""A batch counts wholly or not at all."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from tests.warehouse.reports import Report, batch
from transforms.tables import EXTRACTED
from warehouse.aside import DiskError
from warehouse.lake import Lake, LakeError


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
    """A writer killed before its manifest leaves nothing that is seen, and sweep removes it."""
    lake.write(batch([Report()], 1, "whole"))
    lake.write(batch([Report("b.txt")], 2, "killed"))
    (lake.root / "manifests" / "000002-killed.json").unlink()
    (lake.root / "quotes" / ".000003-x.parquet.77.part").write_bytes(b"half")
    assert [m.batch_id for m in lake.manifests()] == ["whole"]
    assert len(lake.sweep()) == len(EXTRACTED) + 1
    assert {Path(name).stem for name in files(lake)} == {"000001-whole"}


def test_a_batch_that_returns_keeps_its_past(lake: Lake) -> None:
    """The same batch in a later generation stands beside its earlier self."""
    lake.write(batch([Report()], 1, "same"))
    lake.write(batch([Report()], 3, "same"))
    assert [m.generation for m in lake.manifests()] == [1, 3]


def test_a_full_disk_is_a_sentence_and_leaves_nothing(lake: Lake) -> None:
    """When the disk refuses, the error names file, free space and way out; no file is left."""
    reports = [Report(f"{n}.txt", words=f"word {n * 7919}") for n in range(400)]
    refused = pytest.raises(DiskError, match=r"Could not write .*parquet.* MB free .*--data")
    with refused, small_disk():
        lake.write(batch(reports))
    assert [name for name in files(lake) if name.endswith(".part")] == []
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
