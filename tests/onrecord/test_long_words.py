"""Words of any length: pages give a browser places to break them, and tables cut them."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from onrecord.cli import app
from onrecord.dashboard import article_text, asking, entity_page
from onrecord.dashboard.quote_list import listed
from onrecord.dashboard.wording import breakable
from tests.onrecord.dashboard_archive import Article, Said, published
from warehouse import entity_query, quote_query
from warehouse.query import Warehouse
from warehouse.quote_query import Filters

WORD, NAME = "x" * 20_000, "E" + "y" * 20_000
LONG = Article(
    "long.txt",
    f"T{WORD}\n\n{NAME} said: “{WORD} is it.”\n\nThe {WORD}&<b> again.",
    (Said((f"“{WORD} is it.”",), NAME, role=WORD),),
    title=f"T{WORD}",
    publisher=f"P{WORD}",
)
UNBROKEN = re.compile(r"[^\s<>]{250,}")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """Publish an article whose every name and text holds a word of 20,000 letters."""
    return Warehouse(published(tmp_path_factory.mktemp("long"), [LONG]))


def test_no_page_holds_a_word_that_cannot_be_broken(source: Warehouse) -> None:
    """A browser takes minutes over one; a list, an article and a card hold none."""
    rows = quote_query.quotes(source, Filters()).dicts()
    article = asking.article(source, LONG.document_id)
    card = entity_query.card(source, rows[0]["speaker_id"])
    pages = [listed(rows, ""), article_text.written(article, (), None), entity_page.written(card)]
    for page in pages:
        shown = re.sub(r'"[^"]*"', "", page)  # attributes are no text
        assert len(page) > len(WORD)
        assert not UNBROKEN.search(shown)


@given(st.text(alphabet='ab<&" \n\u0301ł漢🌧', max_size=400).map(lambda text: text * 3))
def test_places_to_break_are_no_part_of_the_text(text: str) -> None:
    """Whatever the text, without its tags it is itself."""
    assert unescape(breakable(text).replace("<wbr>", "")) == text


def test_words_that_people_write_stay_whole() -> None:
    """No place to break is put into words of any language, nor into Chinese."""
    for text in ("Donaudampfschifffahrtsgesellschaft " * 9, "漢" * 300, "https://a.example/b?c=d"):
        assert "<wbr>" not in breakable(text)


def test_a_table_cuts_what_no_terminal_shows(source: Warehouse) -> None:
    """A person gets the beginning of a long cell and its length, a script the whole of it."""
    words = ["sql", "select title from documents", "--data", str(Path(source.path).parent)]
    shown = CliRunner().invoke(app, words).stdout
    assert "… (20,001 characters)" in " ".join(shown.replace("\n", "").split())
    assert shown.count("x") < 1_100
    assert LONG.title in CliRunner().invoke(app, [*words, "--csv"]).stdout
