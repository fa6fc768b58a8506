"""The dashboard, seen through a real browser over a really published warehouse."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.onrecord.dashboard_archive import published
from tests.onrecord.dashboard_articles import ARTICLES, BUDGET, BULK, EVIL, HOSTILE, SYNDICATED
from tests.onrecord.dashboard_browser import PATIENCE, Reader, dashboard, reading
from tests.onrecord.test_diff import EDITED, FERRY

EVERY_FILTER = (
    "speaker=zalar&words=threatened&source=The+Courier&type=indirect&kind=speech"
    "&since=2026-03-01&until=2026-03-12"
)

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the archive of these tests; give its folder."""
    folder = tmp_path_factory.mktemp("dashboard")
    published(folder, ARTICLES)
    return folder


@pytest.fixture(scope="session")
def address(archive: Path) -> Iterator[str]:
    """Serve the archive."""
    with dashboard(archive / "onrecord.duckdb", archive / "dashboard.log") as address:
        yield address


@pytest.fixture
def reader(context: BrowserContext, address: str) -> Iterator[Reader]:
    """Give a person who reads the dashboard; nobody sees an error or asks another machine."""
    with reading(context, address) as reader:
        yield reader


def article(document_id: str, quote: str = "") -> str:
    """Give the place of an article."""
    return f"?document={document_id}&quote={quote}"


def marked(page: Page, kind: str) -> list[str]:
    """Give the pieces of text that are marked as one kind."""
    found: list[str] = page.locator(f".text mark.{kind}").all_text_contents()
    return found


def test_what_there_is_stands_on_top(reader: Reader) -> None:
    """A person sees at once how much there is, and how the last run ended."""
    page = reader.open()
    expect(page.locator(".numbers")).to_contain_text("4 documents")
    expect(page.locator(".numbers")).to_contain_text("128 quotes")
    expect(page.locator(".numbers")).to_contain_text("last run published 14 March 2026, 12:00 UTC")


def test_a_quote_names_its_speaker_and_its_source(reader: Reader) -> None:
    """A quote shows who said it in which role, how, the words alone, and where it stands."""
    page = reader.open("?words=walked")
    expect(page.locator(".who")).to_have_text("Ana Kovačfinance ministertold")
    words = "“We have not walked out,” … “We sit down again on Monday.”"
    expect(page.locator(".what blockquote")).to_have_text(words)
    expect(page.locator(".quotes header")).to_contain_text("Budget talks break up")
    expect(page.locator(".quotes header")).to_contain_text("The Courier · 12 March 2026")


def test_a_denial_never_looks_like_a_claim(reader: Reader) -> None:
    """What a speaker denies says so, in the list and beside the article; claims do not."""
    page = reader.open("?words=threatened")
    denied = page.locator(".said li.denied")
    expect(denied).to_have_count(1)
    expect(denied.locator(".label.denial")).to_have_text("denies this")
    denied.get_by_role("link", name="Read in context").click()
    expect(page.locator(".notes .label.denial")).to_have_count(1)


def test_filters_combine(reader: Reader) -> None:
    """Every filter of an address holds at once; what an address gets wrong is left out."""
    page = reader.open(f"?{EVERY_FILTER}&page=9&type=oral")
    expect(page.locator(".summary h2")).to_have_text(
        "1 quote by zalar with the words threatened from The Courier "
        "since 1 March 2026 until 12 March 2026 that are indirect, speech"
    )


def test_filters_stay_in_the_address(reader: Reader) -> None:
    """What a person chooses is in the address, and a reload or another reader shows the same."""
    page = reader.open()
    page.get_by_label("Words").fill("monday")
    page.get_by_label("Words").press("Enter")
    page.get_by_role("button", name="direct", exact=True).click()
    expect(page.locator(".summary h2")).to_have_text(
        "1 quote with the words monday that are direct"
    )
    page.wait_for_url("**type=direct**")
    assert parse_qs(urlsplit(page.url).query) == {"words": ["monday"], "type": ["direct"]}
    page.reload()
    expect(page.locator(".summary h2")).to_contain_text("1 quote with the words monday")
    expect(page.get_by_label("Words")).to_have_value("monday")
    page.get_by_role("button", name="Clear filters").click()
    expect(page.locator(".summary h2")).to_have_text("128 quotes ")
    page.wait_for_url(f"{reader.address}/")


def test_pages_count_honestly(reader: Reader) -> None:
    """Every quote is on exactly one page, and each page says which of how many it shows."""
    page = reader.open()
    seen: list[str] = []
    for number, shown in enumerate(("1–50 of 128", "51–100 of 128", "101–128 of 128"), 1):
        if number > 1:
            page.get_by_role("button", name=f"Page {number}").click()
        expect(page.locator(".range")).to_have_text(shown)
        seen += page.locator(".what blockquote").all_text_contents()
    assert len(seen) == len(set(seen)) == 128
    page.get_by_label("Words").fill("item 00")
    page.get_by_label("Words").press("Enter")
    expect(page.locator(".range")).to_have_text("1–11 of 11")


def test_the_download_holds_all_that_is_filtered(reader: Reader) -> None:
    """The CSV has every quote that fits, not a page of them, and no cell that is a formula."""
    page = reader.open("?source=Valley+Post")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download CSV").click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 120
    assert {row["publisher"] for row in rows} == {"Valley Post"}


def test_highlights_are_where_the_words_are(reader: Reader) -> None:
    """In an article the text is whole, and each part of a quote is marked at its place."""
    page = reader.open(article(BUDGET.document_id))
    assert page.locator(".text").evaluate("node => node.textContent") == BUDGET.text
    assert marked(page, "cue") == ["told", "denied", "said to", "recalled", "believes"]
    assert marked(page, "selected") == []
    assert marked(page, "content.nested") == ["‘You will have the money by Christmas,’"]
    assert "".join(marked(page, "content.indirect")) == (
        "that he had threatened to resignthat\nPeter Zalar will give in"
    )
    expect(page.locator(".notes li")).to_have_count(5)
    expect(page.locator("mark.cue").first).to_have_attribute(
        "title", "1. Ana Kovač, finance minister, told (direct, confidence 0.90)"
    )


def test_a_copy_and_its_original_lead_to_one_another(reader: Reader) -> None:
    """A syndicated article says what it is a copy of; quotes of copies are shown on request."""
    page = reader.open(article(SYNDICATED.document_id))
    expect(page.locator(".copies")).to_have_text("near copy also in The Courier (original)")
    page.get_by_role("link", name="The Courier").click()
    expect(page.locator(".copies")).to_have_text("also in Evening Wire")
    page = reader.open("?words=walked")
    expect(page.locator(".what blockquote")).to_have_count(1)
    page = reader.open("?words=walked&copies=true")
    expect(page.locator(".what blockquote")).to_have_count(2)


def test_an_edit_is_told_of(context: BrowserContext, tmp_path: Path) -> None:
    """An article that was edited says so, and unfolds what became of its quotes, word by word."""
    published(tmp_path, [FERRY])
    published(tmp_path, [EDITED], 2)
    with (
        dashboard(tmp_path / "onrecord.duckdb", tmp_path / "dashboard.log") as address,
        reading(context, address) as reader,
    ):
        page = reader.open(article(FERRY.document_id))
        summary = page.locator(".edited summary")
        expect(summary).to_have_text("Version 2 of 2, edited on 14 March 2026: 3 quotes changed")
        summary.click()
        first, second, third = page.locator(".edits li").all()
        expect(first.locator("del")).to_have_text("noon")
        expect(first.locator("ins")).to_have_text("one")
        expect(second).to_contain_text("denied → admitted")
        expect(third).to_contain_text("reattributed Otto Brandt → Ada Holm")


def test_layers_can_be_switched_off(reader: Reader) -> None:
    """A reader who does not want the cues marked switches them off; the address keeps that."""
    page = reader.open(article(BUDGET.document_id))
    colour = "node => getComputedStyle(node).backgroundColor"
    assert page.locator("mark.cue").first.evaluate(colour) != "rgba(0, 0, 0, 0)"
    page.get_by_role("button", name="cues").click()
    page.wait_for_selector(".article.hide-cues")
    assert page.locator("mark.cue").first.evaluate(colour) == "rgba(0, 0, 0, 0)"
    page.reload()
    page.wait_for_selector(".article.hide-cues")


def test_a_link_leads_to_its_quote(reader: Reader) -> None:
    """From the list of quotes a link leads to the very place in a long article."""
    page = reader.open("?words=item+117")
    page.get_by_role("link", name="Read in context").click()
    selected = page.locator("mark.content.selected")
    expect(selected).to_have_text("“Item 117 is settled.”")
    expect(selected).to_be_in_viewport()
    expect(page).to_have_title("The council sat all night · Onrecord")


def test_hostile_texts_are_only_texts(reader: Reader) -> None:
    """Markup, formulas and scripts in a document are shown as they stand, and nothing runs."""
    page = reader.open("?source=%3Cb%3EWire%3C/b%3E+%26+“Co”")
    expect(page.locator(".quotes h3")).to_have_text(HOSTILE.title or "")
    expect(page.locator(".who b").first).to_have_text("Eve <i>Adams</i>")
    reader.open(article(HOSTILE.document_id))
    assert page.locator(".text").evaluate("node => node.textContent") == HOSTILE.text
    expect(page.locator(".article h1")).to_have_text(HOSTILE.title or "")
    assert page.locator(".onrecord :is(script, img, i, .katex)").count() == 0
    assert page.locator(".article a", has_text="original page").count() == 0
    assert EVIL in page.locator(".notes").inner_text()
    reader.open(f"?words={EVIL}&speaker=**x**$y$")
    assert page.evaluate("window.harmed") is None


def test_an_article_fits_a_phone(reader: Reader) -> None:
    """On a narrow screen nothing stands outside of it, however long a word is."""
    reader.page.set_viewport_size({"width": 390, "height": 800})
    for place in ("", article(HOSTILE.document_id)):
        page = reader.open(place)
        assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 390


def test_an_unknown_document_is_a_sentence(reader: Reader) -> None:
    """An address of a document that never was says so."""
    page = reader.open(article("nosuch<b>"))
    expect(page.locator(".state")).to_contain_text("Nothing is known as nosuch<b>.")


def test_an_open_page_ends_on_the_newest_data(context: BrowserContext, tmp_path: Path) -> None:
    """From no warehouse over several publications, an open page follows without a click."""
    log = tmp_path / "dashboard.log"
    with (
        dashboard(tmp_path / "onrecord.duckdb", log) as address,
        reading(context, address) as reader,
    ):
        page = reader.open("?source=Valley+Post")
        expect(page.locator(".state")).to_contain_text("onrecord run")
        published(tmp_path, [BULK])
        expect(page.locator(".summary h2")).to_have_text("120 quotes from Valley Post")
        for generation, kept in enumerate((30, 60, 7), 2):
            published(tmp_path, [replace(BULK, said=BULK.said[:kept])], generation)
        expect(page.locator(".summary h2")).to_have_text("7 quotes from Valley Post")
        expect(page.locator(".range")).to_have_text("1–7 of 7")
    assert "Traceback" not in log.read_text(encoding="utf-8")
