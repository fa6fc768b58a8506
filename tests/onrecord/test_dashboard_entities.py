"""People and organisations in the dashboard: found, told apart, shown with their corrections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import BrowserContext, expect

from flows.derive import correct
from flows.settings import load
from tests.onrecord.dashboard_archive import published
from tests.onrecord.dashboard_articles import ARTICLES
from tests.onrecord.dashboard_browser import PATIENCE, Reader, dashboard, reading
from warehouse import overrides
from warehouse.override_lines import correction

EVIL = "<img src=x onerror=window.harmed=1>"
SIGNED = {"made_by": f"Ada {EVIL}", "made_at": datetime(2026, 11, 23, 10, 30, tzinfo=UTC)}
CORRECTIONS = (
    correction("merge", name="Tone Breznik", target_name="Peter Zalar", why=EVIL, **SIGNED),
    correction("retype", name="Eve <i>Adams</i>", value="ORG", **SIGNED),
    correction("link", name="Ana Kovač", value="Q7184", **SIGNED),
)

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve an archive in which somebody has corrected."""
    folder = tmp_path_factory.mktemp("entities")
    published(folder, ARTICLES)
    overrides.append(folder / "overrides.csv", CORRECTIONS)
    correct(load(data=folder))
    with dashboard(folder / "onrecord.duckdb", folder / "dashboard.log") as address:
        yield address


@pytest.fixture
def reader(context: BrowserContext, address: str) -> Iterator[Reader]:
    """Give a person who reads the dashboard; nobody sees an error or asks another machine."""
    with reading(context, address) as reader:
        yield reader


def test_the_list_can_be_searched(reader: Reader) -> None:
    """Name, kind and correction narrow the list; the address keeps them, and pages count."""
    page = reader.open()
    page.get_by_role("link", name="People and organisations").click()
    expect(page.locator(".range")).to_have_text(re.compile(r"1–100 of 1\d\d"))
    page.get_by_label("Name").fill("KOVAC")
    page.get_by_label("Name").press("Enter")
    expect(page.locator(".entities tbody tr")).to_have_count(1)
    expect(page.locator(".entities tbody tr")).to_contain_text("Ana Kovač correctedperson")
    page.reload()
    expect(page.locator(".entities tbody tr")).to_have_count(1)
    reader.open("?view=entities&kinds=organisations&corrected=true")
    expect(page.locator(".entities td a")).to_have_text("Eve <i>Adams</i>")
    reader.open("?view=entities&name=nobody")
    expect(page.locator(".nothing")).to_be_visible()


def test_a_card_tells_who_it_is(reader: Reader) -> None:
    """From a quote a link leads to its speaker: names, quotes said and about, and documents."""
    page = reader.open("?words=walked")
    page.locator(".who a").click()
    expect(page.locator(".card h1")).to_contain_text("Ana Kovač")
    expect(page.locator(".card h2").nth(1)).to_contain_text("2 quotes by Ana Kovač")
    expect(page.locator(".card h2").nth(2)).to_contain_text("1 quote about Ana Kovač")
    expect(page.locator(".card aside")).to_contain_text("Budget talks break up")
    expect(page.get_by_role("link", name="Wikidata Q7184")).to_be_visible()
    expect(page).to_have_title("Ana Kovač · Onrecord")


def test_corrections_are_shown_as_such(reader: Reader) -> None:
    """A card says what somebody corrected, who, when and why; and it is only text."""
    page = reader.open("?entity=Peter+Zalar")
    expect(page.locator(".changes li")).to_have_text(
        f"Tone Breznik merged into Peter Zalar Ada {EVIL}, 23 November 2026, 10:30 UTC · {EVIL}"
    )
    expect(page.locator(".card .also")).to_have_text("Also called Tone Breznik")
    assert page.locator(".card .corrected").count() == 1
    assert page.evaluate("window.harmed") is None


def test_an_unknown_entity_is_a_sentence(reader: Reader) -> None:
    """An address of somebody who is not there, or is joined to another, says so."""
    page = reader.open("?entity=nosuch<b>")
    expect(page.locator(".state")).to_contain_text("is known as nosuch<b> now")


def test_cards_fit_a_phone(reader: Reader) -> None:
    """On a narrow screen nothing stands outside of it."""
    reader.page.set_viewport_size({"width": 390, "height": 800})
    for place in ("?view=entities", "?entity=Peter+Zalar"):
        page = reader.open(place)
        assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 390
