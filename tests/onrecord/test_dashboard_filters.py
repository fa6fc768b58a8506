"""Filters of the dashboard combine, and what they let through is counted and exported whole."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date

import pytest

from onrecord.dashboard import asking
from onrecord.dashboard.filters import address
from tests.onrecord.dashboard_archive import published
from tests.onrecord.dashboard_articles import ARTICLES, HOSTILE
from warehouse import quote_query
from warehouse.query import Warehouse
from warehouse.quote_query import Filters

FEBRUARY, MARCH = date(2026, 2, 1), date(2026, 3, 12)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """Publish the dashboard's archive and open it."""
    warehouse = Warehouse(published(tmp_path_factory.mktemp("filters"), ARTICLES))
    yield warehouse
    warehouse.close()


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(), 128),
        (Filters(speaker="kovac"), 2),
        (Filters(speaker="Number001"), 1),
        (Filters(speaker="number00"), 10),
        (Filters(speaker="Breznik", types=("direct",)), 1),
        (Filters(types=("direct", "indirect"), source="The Courier"), 5),
        (Filters(kind="thought"), 1),
        (Filters(about="Zalar", speaker="breznik"), 1),
        (Filters(words="money CHRISTMAS", speaker="Ana Kovač"), 1),
        (Filters(words="Christmas money today"), 0),
        (Filters(since=FEBRUARY, until=FEBRUARY), 120),
        (Filters(since=MARCH), 5),
        (Filters(since=MARCH, source="Valley Post"), 0),
        (Filters(source="wire"), 128),
        (Filters(words='"by Christmas" money'), 2),
        (Filters(words="“Christmas by”"), 0),
        (Filters(words="walked told"), 0),
        (Filters(words="100%_ 'x' $words"), 0),
    ],
)
def test_filters_combine(archive: Warehouse, filters: Filters, found: int) -> None:
    """A quote is shown if it fits every filter; the page and the count agree."""
    assert quote_query.counted(archive, filters).quotes == found
    assert len(quote_query.quotes(archive, filters, None).rows) == found


def test_an_export_is_whole_and_runs_no_formula(archive: Warehouse) -> None:
    """The CSV holds everything that fits, and a spreadsheet computes none of its cells."""
    text = asking.csv(archive, Filters(source=HOSTILE.publisher)).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["words"] for row in rows] == [HOSTILE.said[0].words[0], "'=1+1", "وداعا"]
    assert {row["title"] for row in rows} == {HOSTILE.title}


def test_an_address_says_what_is_filtered() -> None:
    """The address that stands for filters escapes their values and leaves out empty ones."""
    filters = Filters(words="a&b", types=("direct", "mixed"), since=MARCH, copies=True)
    assert address(filters) == (
        "./?words=a%26b&type=direct&type=mixed&since=2026-03-12&copies=true"
    )
