"""The quotes of two versions are paired by who says them and by their words."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.changes import quote_changes, version_before

FERRY = "the ferry sails at noon on every day but Sunday"


def quote(said: str = FERRY, speaker: str | None = "Ines Falk", **more: Any) -> dict[str, Any]:
    """Make a quote of a version."""
    plain = {"cue_text": "said", "is_negated": False, "start_char": 0}
    return plain | {"said": said, "speaker": speaker} | more


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (quote(), quote(), None),
        (quote(), quote(start_char=90), None),
        (quote(), quote(f"“{FERRY.upper()}”"), None),
        (quote(), quote(speaker="Falk"), None),
        (quote(speaker=None), quote(speaker=None), None),
        (quote(), quote(FERRY.replace("noon", "one")), "reworded"),
        (quote(), quote(cue_text="denied"), "reworded"),
        (quote(), quote(is_negated=True), "reworded"),
        (quote(), quote(speaker="Otto Brandt"), "reattributed"),
        (quote(), quote(speaker=None), "reattributed"),
        (quote(), quote(FERRY.replace("noon", "one"), "Otto Brandt"), "reattributed"),
    ],
)
def test_one_quote_stays_one_quote(before: Any, after: Any, kind: str | None) -> None:
    """Case, punctuation, place and a fuller name do not count; words, cue and speaker do."""
    assert [change.kind for change in quote_changes([before], [after])] == [kind] * bool(kind)


@pytest.mark.parametrize(
    "after",
    [
        quote("the bridge is closed"),
        quote("the bridge sails at noon on some day of May", "Otto Brandt"),
        quote("…"),
    ],
)
def test_another_quote_is_another(after: Any) -> None:
    """Where too few words are the same, one quote has vanished and one appeared."""
    found = quote_changes([quote()], [after])
    assert sorted(change.kind for change in found) == ["appeared", "vanished"]


def test_the_likest_quotes_are_paired() -> None:
    """Of several that may be one quote, those that share most are."""
    old = [quote(f"{FERRY} in winter"), quote(FERRY)]
    new = [quote(f"{FERRY} in spring", start_char=5), quote(f"{FERRY} or so", start_char=9)]
    found = quote_changes(old, new)
    assert [(one.before, one.after) for one in found] == [(old[0], new[0]), (old[1], new[1])]


def test_a_quote_that_stands_twice_counts_twice() -> None:
    """Where one of two equal quotes goes, one has vanished."""
    found = quote_changes([quote(), quote(start_char=70)], [quote()])
    assert [(one.kind, one.place) for one in found] == [("vanished", 70)]


def test_all_changes_come_in_reading_order() -> None:
    """Changes stand where their quotes stand, or stood."""
    old = [quote("a calm sea", start_char=10), quote(start_char=40)]
    new = [quote("no wind at all", start_char=20), quote(cue_text="told", start_char=30)]
    found = [(one.kind, one.place) for one in quote_changes(old, new)]
    assert found == [("vanished", 10), ("appeared", 20), ("reworded", 30)]


def test_removals_are_passed_over() -> None:
    """A version is compared with the last before it that had a text."""
    versions = [{"version": n, "is_removed": n in (2, 3)} for n in (4, 3, 2, 1)]
    assert [version_before(versions, n) for n in (4, 2, 1)] == [1, 1, None]
