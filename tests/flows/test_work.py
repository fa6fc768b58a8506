"""What cannot be read or brought into normal form costs no more than itself."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest

from flows import work
from flows.batches import Batch, FilePart, Job, Origin
from flows.settings import Settings
from flows.work import Work
from transforms.readers import Part

ROOM = 200_000_000


def job(path: Path, settings: Settings) -> Job:
    """Give the job of reading one file."""
    size = path.stat().st_size
    part = FilePart("c", path.name, str(path), size, 0, "", None, Part(0, size, 1), 0, 1)
    return Job(Batch("b", (part,)), (), Origin("r", "f", 1, datetime.now(UTC)), settings)


def rejected(given: Work) -> list[str]:
    """Read; give the kinds of rejects."""
    list(given.read())
    return given.produced().tables["rejects"].column("error_type").to_pylist()


@contextmanager
def little_memory() -> Iterator[None]:
    """Let this process have only a little more memory than it has."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    room = psutil.Process().memory_info().vms + ROOM
    resource.setrlimit(resource.RLIMIT_AS, (room, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def test_a_file_larger_than_the_memory_is_a_reject(tmp_path: Path, settings: Settings) -> None:
    """It need not even be read to fail; the run goes on."""
    path = tmp_path / "sparse.txt"
    with path.open("wb") as file:
        file.truncate(4 * ROOM)
    with little_memory():
        assert rejected(Work(job(path, settings))) == ["too_large_in_memory"]


def test_a_text_that_cannot_be_normalised_is_a_reject(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of ours in one record does not cost the others."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "One."}\n{"text": "Two."}\n{"text": "Three."}\n')
    sound = work.document

    def faulty(draft, **given):  # type: ignore[no-untyped-def]
        if draft.member == "!2":
            raise ZeroDivisionError("by zero")
        return sound(draft, **given)

    monkeypatch.setattr(work, "document", faulty)
    made = Work(job(path, settings))
    assert [one.source_path for one in made.read()] == ["a.jsonl!1", "a.jsonl!3"]
    (reject,) = made.produced().tables["rejects"].to_pylist()
    assert (reject["source_path"], reject["error_type"]) == ("a.jsonl!2", "normalise_failed")
    assert "ZeroDivisionError: by zero" in reject["reason"]
