"""What the suite calls lost, doubled, torn and stale is told apart, so that a 0 in it says much."""

from __future__ import annotations

import pytest

from tests.fire.children import Ending
from tests.fire.seen import Seen, faults

BEFORE = {"documents": ["a 1", "b 1"], "quotes": ["q"]}
EXPECTED = {"documents": ["a 2", "b 1", "c 1"], "quotes": ["q", "r"]}


@pytest.mark.parametrize(
    ("shown", "kinds"),
    [
        (EXPECTED, []),
        (BEFORE, ["stale"]),
        (EXPECTED | {"quotes": ["q"]}, ["lost"]),
        (EXPECTED | {"quotes": ["q", "r", "r"]}, ["doubled"]),
        (EXPECTED | {"documents": ["a 1", "b 1", "c 1"]}, ["torn"]),
        ("IOException: cut off", ["torn"]),
    ],
)
def test_each_kind_of_harm_has_its_name(
    shown: dict[str, list[str]] | str, kinds: list[str]
) -> None:
    """A published file is compared row by row with what it has to show, and with what it did."""
    found = faults(Seen({"onrecord.duckdb": shown}), EXPECTED, BEFORE)
    assert [kind for kind, _ in found] == kinds


def test_both_published_files_count() -> None:
    """The file for our own readers is held to the same rows."""
    both = Seen({"onrecord.duckdb": EXPECTED, "served.duckdb": BEFORE}, waste=("x.part",))
    assert [kind for kind, _ in faults(both, EXPECTED, BEFORE)] == ["stale", "littered"]


@pytest.mark.parametrize(
    ("code", "output", "is_crash"),
    [
        (1, "There is no such folder: give another.", False),
        (3, "Another run is under way.", False),
        (1, "IO Error: Could not set lock on file", True),
        (70, "Traceback (most recent call last):", True),
        (-11, "", True),
        ("hangs", "", True),
    ],
)
def test_what_no_person_is_meant_to_see_is_a_crash(
    code: int | str, output: str, is_crash: bool
) -> None:
    """Traces, signals and what a library says are crashes; a sentence and its exit code are not."""
    assert Ending(code, output).is_crash == is_crash
