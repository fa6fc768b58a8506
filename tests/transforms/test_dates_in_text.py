"""The words that tell when something was said give a day."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.dates_in_text import said_at

WEDNESDAY = datetime(2025, 7, 2, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("on Tuesday", (2025, 7, 1)),
        ("Wednesday", (2025, 7, 2)),
        ("late Thursday evening", (2025, 6, 26)),
        ("yesterday", (2025, 7, 1)),
        ("earlier today", (2025, 7, 2)),
        ("June 24", (2025, 6, 24)),
        ("on the 24th of June", (2025, 6, 24)),
        ("Sept. 3", (2024, 9, 3)),
        ("December 30", (2024, 12, 30)),
        ("March 5, 2019", (2019, 3, 5)),
        ("5 March 2019", (2019, 3, 5)),
        ("2019-03-05", (2019, 3, 5)),
    ],
)
def test_words_that_name_a_day(words: str, day: tuple[int, int, int]) -> None:
    """A weekday or a date is read from the day of publication."""
    assert said_at(words, WEDNESDAY) == datetime(*day, tzinfo=UTC)


@pytest.mark.parametrize(
    "words", ["next Tuesday", "last week", "in recent months", "February 30", "2024", "May", ""]
)
def test_words_that_name_no_day(words: str) -> None:
    """What names no day in the past stays open."""
    assert said_at(words, WEDNESDAY) is None


def test_a_weekday_needs_a_day_of_publication() -> None:
    """Without the day of publication nobody knows which Tuesday it was."""
    assert said_at("Tuesday", None) is None
    assert said_at("June 24", None) is None


@given(st.text(), st.datetimes(timezones=st.just(UTC)))
def test_any_words_are_read(words: str, published_at: datetime) -> None:
    """Whatever the words and the day, the answer is a midnight or nothing."""
    found = said_at(words, published_at)
    assert found is None or (found.hour, found.minute) == (0, 0)
