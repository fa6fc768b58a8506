"""The dashboard as Streamlit runs it: `streamlit run app.py -- PATH`, which `serve` does."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import streamlit as st

from onrecord.dashboard import article_page, asking, newest, quotes_page
from onrecord.dashboard.wording import counted, isolated, moment
from warehouse.reader import NoWarehouse

HERE = Path(__file__).parent


def main(path: Path) -> None:
    """Show the page that the address names."""
    st.set_page_config(page_title="Onrecord", page_icon=":material/format_quote:", layout="wide")
    st.html(HERE / "style.css")
    newest.remember(path)
    page = st.navigation(
        [
            st.Page(partial(quotes_page.show, path), title="Quotes", url_path="quotes", default=True),
            st.Page(partial(article_page.show, path), title="Article", url_path="article"),
        ],
        position="hidden",
    )
    with st.container(horizontal=True, vertical_alignment="bottom", key="masthead"):
        st.html('<h1 class="onrecord name"><a target="_self" href="./">Onrecord</a></h1>')
        numbers = st.empty()
        newest.watch(path)
    try:
        numbers.html(_numbers(asking.warehouse(path).status()))
        page.run()
    except NoWarehouse:
        st.html(_missing(path))


def _numbers(status: dict[str, object]) -> str:
    facts = [
        counted(int(str(status["documents"])), "document"),
    ]
    return "".join(facts)


def _missing(path: Path) -> str:
    return (
        '<div class="onrecord state"><h2>There is no warehouse yet</h2>'
        f"<p>Nothing has been published at <code>{isolated(str(path))}</code>. "
        "Run <code>onrecord run</code> with the same data folder: "
        "this page shows the result as soon as it is there.</p></div>"
    )


main(Path(sys.argv[1]))
