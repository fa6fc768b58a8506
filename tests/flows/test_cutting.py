"""Looking for the parts of a file costs no more than there may be."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import psutil
import pytest

from flows.apart import Apart
from flows.cutting import Cutting
from flows.settings import Settings, load
from tests.hostile.written import GERMAN
from transforms.readers import Part

LINE = b'{"text": "' + GERMAN.encode() + b'"}\n'
WHOLE = [Part(0, 20_000 * len(LINE), 1)]


@pytest.fixture
def lines(tmp_path: Path) -> str:
    """Give the place of a file of many records."""
    path = tmp_path / "many.jsonl"
    path.write_bytes(LINE * 20_000)
    return str(path)


def test_a_large_file_is_cut_in_a_process_of_its_own(lines: str, settings: Settings) -> None:
    """It begins when it is needed, and ends with the planning."""
    before = psutil.Process().children()
    with Cutting(settings) as cutting:
        assert cutting.parts("a.jsonl", lines, 10_000_000) == WHOLE
        assert psutil.Process().children() == before
        parts = cutting.parts("a.jsonl", lines, 100_000)
        assert len(psutil.Process().children()) > len(before)
    assert len(parts) > 10
    assert parts[-1].end == WHOLE[0].end
    assert psutil.Process().children() == before


def test_what_takes_too_long_to_cut_is_not_cut(lines: str, tmp_path: Path) -> None:
    """The file is read as a whole, under the limit for reading."""
    with Cutting(load(data=tmp_path / "data", max_seconds=0.001)) as cutting:
        assert cutting.parts("a.jsonl", lines, 100_000) == WHOLE


def test_a_file_that_ends_the_process_costs_only_itself(
    lines: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is read as a whole; the next one is cut by another process."""
    with Cutting(settings) as cutting:
        with monkeypatch.context() as patch:
            patch.setattr("flows.cutting.cut", _die)
            assert cutting.parts("a.jsonl", lines, 100_000) == WHOLE
        assert len(cutting.parts("a.jsonl", lines, 100_000)) > 10


def _die(*_: object) -> None:
    os._exit(139)


def test_a_process_apart_begins_anew() -> None:
    """What killed it is told; the next call finds it well."""
    apart = Apart(partial(ProcessPoolExecutor, 1, get_context("spawn")))
    assert apart.call(abs, -1) == 1
    with pytest.raises(BrokenProcessPool):
        apart.call(os._exit, 3)
    assert apart.call(abs, -2) == 2
    apart.close()
