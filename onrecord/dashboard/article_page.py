"""The page of an article: its text with the quotes in place."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from onrecord.dashboard import asking
from onrecord.dashboard.article_text import LAYERS, removed, written
from onrecord.dashboard.behaviour import move
from onrecord.dashboard.wording import isolated
from warehouse.query import UnknownDocument

BACK = '<p class="onrecord back"><a target="_self" href="./">All quotes</a></p>'


def show(path: Path) -> None:
    """Show the article that the address names, at the quote that it names."""
    st.html(BACK)
    source = asking.warehouse(path)
    key = st.query_params.get("document", "")
    selected = st.query_params.get("quote")
    try:
        article = asking.at_once(path, lambda: asking.article(source, key))
    except UnknownDocument:
        st.html(
            f'<div class="onrecord state"><h2>No such document</h2><p>Nothing is known as '
            f"{isolated(key)}. Choose a quote and read it in context.</p></div>"
        )
        return
    if article.document is None:
        st.html(removed(article.versions))
        return
    st.set_page_config(page_title=f"{article.document['title'] or 'Untitled'} · Onrecord")
    shown = st.pills(
        "Show", LAYERS, selection_mode="multi", default=LAYERS, key="show", bind="query-params",
        label_visibility="collapsed",
    )  # fmt: skip
    st.html(written(article, shown, selected))
    move(selected or "")
