"""Two texts are compared word by word."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.edits import edits

TEXTS = st.text(alphabet="ab cé🌧\n")


@given(TEXTS, TEXTS)
def test_edits_are_both_texts(before: str, after: str) -> None:
    """Whatever the texts, the pieces lie where they say, and joined they are the texts again."""
    found = edits(before, after)
    assert "".join(edit.before for edit in found) == before
    assert "".join(edit.after for edit in found) == after
    for edit in found:
        assert before[edit.start_before :].startswith(edit.before)
        assert after[edit.start_after :].startswith(edit.after)


@given(TEXTS, TEXTS)
def test_edits_are_in_turn_equal_and_changed(before: str, after: str) -> None:
    """No two changes follow upon one another, nor two pieces that stay."""
    found = [edit.is_change for edit in edits(before, after)]
    assert all(one != other for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("the ferry sails", "the ferry sails", []),
        ("the ferry sails", "no ferry sails", [("the", "no")]),
        ("We go home to sleep, he said.", "We go home, he said.", [("home to sleep,", "home,")]),
        ("One.\n\nTwo.\n\nThree.\n", "One.\n\nThree.\n", [("Two.\n\n", "")]),
        ("A b.\n\nC d.\n", "C d.\n\nA b.\n", [("A b.\n\n", ""), ("", "\n\nA b.")]),
        ("", "All is new.", [("", "All is new.")]),
        (
            "Six of the people had left the room.",
            "Nobody in that building knew a thing about it.",
            [
                (
                    "Six of the people had left the room.",
                    "Nobody in that building knew a thing about it.",
                )
            ],
        ),
    ],
)
def test_changes_are_what_a_reader_sees(before: str, after: str, changes: object) -> None:
    """A word is replaced, a paragraph goes, comes or moves; few common words are no common text."""
    found = edits(before, after)
    assert [(edit.before, edit.after) for edit in found if edit.is_change] == changes


def test_a_long_text_is_compared_as_well() -> None:
    """Of a text as long as a book, with every fiftieth word another one, exactly those differ."""
    chance = random.Random(7)
    words = [f"w{chance.randrange(5000)}" for _ in range(60_000)]
    other = [f"new{n}" if n % 50 == 0 else word for n, word in enumerate(words)]
    found = edits(" ".join(words), " ".join(other))
    assert sum(edit.is_change for edit in found) == len(words) // 50
