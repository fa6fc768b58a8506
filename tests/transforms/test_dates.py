"""Reading dates."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.dates import date_in_name, date_in_url, parse_date

DAY = "2026-03-12T00:00:00"


@pytest.mark.parametrize(
    ("raw", "moment", "precision"),
    [
        ("2026-03-12T08:30:00+01:00", "2026-03-12T07:30:00", "second"),
        ("2026-03-12T08:30:00Z", "2026-03-12T08:30:00", "second"),
        ("2026-03-12T08:30:00.125Z", "2026-03-12T08:30:00.125", "second"),
        ("2026-03-12 08:30", "2026-03-12T08:30:00", "second"),
        ("2026-03-12 08:30:00 UTC", "2026-03-12T08:30:00", "second"),
        ("2026-03-12T23:30:00-05:00", "2026-03-13T04:30:00", "second"),
        ("Thu, 12 Mar 2026 08:30:00 +0100", "2026-03-12T07:30:00", "second"),
        ("12 Mar 2026 08:30:00 EST", "2026-03-12T13:30:00", "second"),
        ("12 March 2026, 8:30 pm", "2026-03-12T20:30:00", "second"),
        ("March 12, 2026 at 12:05 a.m. GMT", "2026-03-12T00:05:00", "second"),
        ("1773302400", "2026-03-12T08:00:00", "second"),
        ("1773302400000", "2026-03-12T08:00:00", "second"),
        ("20260312083000", "2026-03-12T08:30:00", "second"),
        ("2026-03-12", DAY, "day"),
        ("20260312", DAY, "day"),
        ("2026/03/12", DAY, "day"),
        ("12 March 2026", DAY, "day"),
        ("Thursday, 12 March 2026", DAY, "day"),
        ("12th of March 2026", DAY, "day"),
        ("12-Mar-2026", DAY, "day"),
        ("March 12, 2026", DAY, "day"),
        ("Mar. 12 2026", DAY, "day"),
        ("  12   march\n2026 ", DAY, "day"),
        ("25/12/2026", "2026-12-25T00:00:00", "day"),
        ("2026-03", "2026-03-01T00:00:00", "month"),
        ("March 2026", "2026-03-01T00:00:00", "month"),
        ("2026", "2026-01-01T00:00:00", "year"),
    ],
)
def test_dates(raw, moment, precision):
    """Dates are read in UTC, with no more precision than is written."""
    expected = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert parse_date(raw) == (expected, precision)


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "yesterday",
        "3/12/2026",
        "31 February 2026",
        "12 Foo 2026",
        "2026-13-01",
        "1599",
        "0001-01-01T00:00:00+14:00",
        "2201-01-01",
        "9999-12-31T23:59:59-14:00",
        "12 March",
        "12 March 2026 and more",
        "March 12, 2026 25:00",
        "7",
        "x" * 10_000,
    ],
)
def test_no_dates(raw):
    """What is no date, could be two, or is centuries away, is no date."""
    assert parse_date(raw) is None


@given(st.text() | st.text(alphabet="0123456789-/:TZ+ .,apmMarch"))
def test_any_text_is_a_plausible_date_or_none(raw):
    """Whatever is written, a date is in UTC and within six centuries."""
    found = parse_date(raw)
    assert found is None or (1599 <= found[0].year <= 2201 and found[0].tzinfo is UTC)


@given(st.datetimes(datetime(1600, 1, 1), datetime(2200, 12, 30), timezones=st.just(UTC)))
def test_iso_dates_are_read_back(moment):
    """A moment written in ISO 8601 is read as that moment."""
    assert parse_date(moment.isoformat()) == (moment, "second")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/news/2026/03/12/budget.html", "2026-03-12 day"),
        ("https://a.example/2026/mar/12/budget", "2026-03-12 day"),
        ("https://a.example/budget-2026-03-12", "2026-03-12 day"),
        ("https://a.example/2026/03/budget", "2026-03-01 month"),
        ("https://a.example/2026/03", "2026-03-01 month"),
        ("https://a.example/2026/99/12/x", None),
        ("https://a.example/id/20261/3/4/", None),
        ("https://a.example/budget", None),
    ],
)
def test_dates_in_addresses(url, expected):
    """An address may bear a date in its path."""
    found = date_in_url(url)
    assert (f"{found[0]:%Y-%m-%d} {found[1]}" if found else None) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("politics/2026-03-12-budget.txt", "2026-03-12"),
        ("20260312_budget.txt", "2026-03-12"),
        ("2026-03-12/budget.txt", None),
        ("budget-2026-03-12.txt", None),
        ("2026-13-12-budget.txt", None),
        ("202603121-budget.txt", None),
    ],
)
def test_dates_in_file_names(path, expected):
    """A file's name may begin with its date."""
    found = date_in_name(path)
    assert (f"{found[0]:%Y-%m-%d}" if found else None) == expected
