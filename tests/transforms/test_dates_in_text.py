"""The words that tell when something was said give a day."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.dates_in_text import said_at

WEDNESDAY = datetime(2025, 7, 2, 15, 30, tzinfo=UTC)


TIMES: dict[str, tuple[int, int, int, str]] = {
    "on Tuesday": (2025, 7, 1, "day"),
    "Wednesday": (2025, 7, 2, "day"),
    "Thu.": (2025, 6, 26, "day"),
    "late Thursday evening": (2025, 6, 26, "day"),
    "last Wednesday": (2025, 6, 25, "day"),
    "last Monday": (2025, 6, 30, "day"),
    "Tuesday last week": (2025, 6, 24, "day"),
    "Monday of this week": (2025, 6, 30, "day"),
    "yesterday": (2025, 7, 1, "day"),
    "the day before yesterday": (2025, 6, 30, "day"),
    "earlier today": (2025, 7, 2, "day"),
    "this morning": (2025, 7, 2, "day"),
    "tonight": (2025, 7, 2, "day"),
    "last night": (2025, 7, 1, "day"),
    "two days ago": (2025, 6, 30, "day"),
    "10 days ago": (2025, 6, 22, "day"),
    "June 24": (2025, 6, 24, "day"),
    "on the 24th of June": (2025, 6, 24, "day"),
    "on 3 May": (2025, 5, 3, "day"),
    "Sept. 3": (2024, 9, 3, "day"),
    "December 30": (2024, 12, 30, "day"),
    "March 5, 2019": (2019, 3, 5, "day"),
    "5 March 2019": (2019, 3, 5, "day"),
    "2019-03-05": (2019, 3, 5, "day"),
    "this week": (2025, 6, 30, "week"),
    "earlier this week": (2025, 6, 30, "week"),
    "last week": (2025, 6, 23, "week"),
    "a week ago": (2025, 6, 25, "week"),
    "earlier this month": (2025, 7, 1, "month"),
    "last month": (2025, 6, 1, "month"),
    "three months ago": (2025, 4, 1, "month"),
    "in March 2021": (2021, 3, 1, "month"),
    "in March": (2025, 3, 1, "month"),
    "in October": (2024, 10, 1, "month"),
    "last May": (2024, 5, 1, "month"),
    "this year": (2025, 1, 1, "year"),
    "last year": (2024, 1, 1, "year"),
    "in 1998": (1998, 1, 1, "year"),
}


@pytest.mark.parametrize(("words", "told"), TIMES.items(), ids=TIMES)
def test_words_that_name_a_time(words: str, told: tuple[int, int, int, str]) -> None:
    """Days, weeks, months and years are read from the day of publication, and told apart."""
    *day, precision = told
    assert said_at(words, WEDNESDAY) == (datetime(*day, tzinfo=UTC), precision)


@pytest.mark.parametrize(
    "words",
    [
        "next Tuesday", "in recent months", "February 30", "on Tuesdays", "since Monday",
        "before Friday", "every Sunday", "past years", "the 1990s", "a moment", "",
        "in 2028", "on 3 May 2026",
    ],
)  # fmt: skip
def test_words_that_name_no_time(words: str) -> None:
    """What names no point of time stays open."""
    assert said_at(words, WEDNESDAY) is None


def test_a_tense_may_look_ahead() -> None:
    """Where somebody will speak on Friday, it is the next one."""
    assert said_at("on Friday", WEDNESDAY, is_future=True) == (
        datetime(2025, 7, 4, tzinfo=UTC),
        "day",
    )


def test_a_weekday_needs_a_day_of_publication() -> None:
    """Without the day of publication nobody knows which Tuesday it was."""
    assert said_at("Tuesday", None) is None
    assert said_at("June 24", None) is None


@given(st.text(), st.datetimes(timezones=st.just(UTC)))
def test_any_words_are_read(words: str, published_at: datetime) -> None:
    """Whatever the words and the day, the answer is a midnight or nothing."""
    found = said_at(words, published_at)
    assert found is None or (found[0].hour, found[0].minute) == (0, 0)
