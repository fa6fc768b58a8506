"""The dashboard as Streamlit runs it: `streamlit run app.py -- PATH`, which `serve` does."""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path
from typing import Any

import duckdb
import streamlit as st

from onrecord.dashboard import article_page, asking, entities_page, entity_page, newest, quotes_page
from onrecord.dashboard.wording import isolated, moment
from onrecord.telling import counted
from transforms.errors import ExpectedError
from warehouse.limits import TooMuch
from warehouse.reader import NoWarehouse

HERE = Path(__file__).parent
ICON = str(HERE / "icon.svg")
SIDEBAR = 350  # pixels: both dates stand beside each other
NAVIGATION = (
    '<nav class="onrecord"><a target="_self" href="./">Quotes</a>'
    f'<a target="_self" href="{entities_page.ADDRESS}">People and organisations</a></nav>'
)
MISSING = (
    "Nothing has been published at {path}. Run <code>onrecord run</code> with the same data "
    "folder: this page shows the result as soon as it is there."
)
EMPTY = (
    "{path} holds no documents. Name a folder that has some, such as "
    "<code>onrecord run seeds</code>: this page shows them as soon as they are read."
)
AGAIN = "This page tries again by itself every two seconds."


def main(path: Path) -> None:
    """Show what the address names: an article, an entity, all entities, or else the quotes."""
    st.set_page_config("Onrecord", ICON, layout="wide", initial_sidebar_state=SIDEBAR)
    st.html(HERE / "style.css")
    newest.remember(path)
    with st.container(horizontal=True, vertical_alignment="bottom", key="masthead"):
        st.html('<h1 class="onrecord name"><a target="_self" href="./">Onrecord</a></h1>')
        st.html(NAVIGATION)
        numbers = st.empty()
        newest.watch(path)
    try:
        status = asking.warehouse(path).status()
        numbers.html(_numbers(status))
        if "document" in st.query_params:
            article_page.show(path)
        elif "entity" in st.query_params:
            entity_page.show(path)
        elif st.query_params.get("view") == entities_page.VIEW and status["documents"]:
            entities_page.show(path)
        elif status["documents"]:
            quotes_page.show(path)
        else:
            st.html(_state("The warehouse is empty", EMPTY, path))
    except NoWarehouse:
        st.html(_state("There is no warehouse yet", MISSING, path))
    except TooMuch as error:
        st.html(_failed("That is too much at once", str(error)))
    except (ExpectedError, duckdb.Error, OSError) as error:
        newest.try_again()
        st.html(_failed("The warehouse cannot be read now", f"{error}\n{AGAIN}"))


def _numbers(status: dict[str, Any]) -> str:
    """Say how much there is, and how the last run ended."""
    ended = moment(status["run_finished_at"] or status["run_started_at"])
    facts = [
        counted(status["documents"], "document"),
        counted(status["quotes"] - status["quotes_of_copies"], "quote"),
        counted(status["speakers"], "speaker"),
        counted(status["rejects"], "reject") if status["rejects"] else "",
        f"last run {escape(status['run_status'])} {ended}" if status["run_status"] else "",
    ]
    items = "".join(f"<li>{fact}</li>" for fact in facts if fact)
    return f'<ul class="onrecord numbers">{items}</ul>'


def _failed(heading: str, message: str) -> str:
    """Say what is the matter in the words of the error, which are for a person."""
    paragraphs = "".join(f"<p>{isolated(line)}</p>" for line in message.splitlines() if line)
    return f'<div class="onrecord state"><h2>{heading}</h2>{paragraphs}</div>'


def _state(heading: str, sentence: str, path: Path) -> str:
    sentences = sentence.format(path=f"<code>{isolated(str(path))}</code>")
    return f'<div class="onrecord state"><h2>{heading}</h2><p>{sentences}</p></div>'


if __name__ == "__main__":
    main(Path(sys.argv[1]))
