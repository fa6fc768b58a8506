"""The page of quotes: filters that combine, and what they let through."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

from onrecord.dashboard import asking
from onrecord.dashboard.behaviour import move
from onrecord.dashboard.filters import address, sentence
from onrecord.dashboard.quote_list import listed
from onrecord.dashboard.wording import isolated
from onrecord.telling import counted
from warehouse import quote_query
from warehouse.query import Warehouse
from warehouse.quote_query import KINDS, TYPES, Counted, Filters

PER_PAGE = 50
MOST_QUOTED = 6
EARLIEST, LATEST = date(1600, 1, 1), date(2200, 1, 1)
NOTHING_CHOSEN: dict[str, Any] = {
    "words": "", "speaker": None, "about": None, "type": [], "kind": None, "since": None,
    "until": None, "source": None, "copies": False, "page": 1,
}  # fmt: skip


def show(path: Path) -> None:
    """Show the page."""
    source = asking.warehouse(path)
    with st.sidebar:
        filters = _filters(source, asking.seen(path))
    found = quote_query.counted(source, filters)
    with st.container(horizontal=True, vertical_alignment="bottom", key="found"):
        st.html(_summary(found, filters))
        st.download_button(
            "Download CSV",
            data=lambda: asking.csv(source, filters),
            file_name="quotes.csv",
            mime="text/csv",
            on_click="ignore",
            disabled=not found.quotes,
            help="All quotes that the filters let through, for a spreadsheet.",
        )
    if found.quotes:
        _page(source, filters, found.quotes)
    else:
        st.html('<p class="onrecord nothing">No quote fits all filters. Take one away.</p>')


def _page(source: Warehouse, filters: Filters, total: int) -> None:
    most = [] if filters.speaker else quote_query.most_quoted(source, filters, MOST_QUOTED)
    if most:
        st.html(_speakers(filters, most))
    place = st.empty()
    pages = -(-total // PER_PAGE)
    number = _number(pages)
    offset = (number - 1) * PER_PAGE
    rows = quote_query.quotes(source, filters, PER_PAGE, offset).dicts()
    place.html(listed(rows, f"{offset + 1:,}–{offset + len(rows):,} of {total:,}"))
    move(f"page {number}")


def _number(pages: int) -> int:
    """Ask for the page; one that has gone since becomes the last."""
    if pages == 1:
        return 1
    return min(int(st.pagination(pages, key="page", bind="query-params")), pages)


def _filters(source: Warehouse, version: asking.Seen) -> Filters:
    st.html('<h2 class="onrecord side">Find quotes</h2>')
    words = st.text_input("Words", key="words", bind="query-params", on_change=_first_page)
    speaker = _name("Speaker", "speaker", asking.choices(source, "quoted", version))
    about = _name("About whom", "about", asking.choices(source, "spoken_of", version))
    types = st.pills(
        "Type", TYPES, selection_mode="multi", key="type", bind="query-params",
        on_change=_first_page,
    )  # fmt: skip
    kind = st.pills("Kind", KINDS, key="kind", bind="query-params", on_change=_first_page)
    left, right = st.columns(2)
    since = _date(left, "Since", "since")
    until = _date(right, "Until", "until")
    publisher = _name("Publisher or folder", "source", asking.choices(source, "sources", version))
    copies = st.toggle(
        "Syndicated copies too", key="copies", bind="query-params", on_change=_first_page
    )
    st.button("Clear filters", on_click=_clear, width="stretch")
    return Filters(words, speaker, about, tuple(types), kind, since, until, publisher, copies)


def _name(label: str, key: str, options: list[str]) -> str | None:
    chosen: str | None = st.selectbox(
        label, options, index=None, key=key, bind="query-params", on_change=_first_page,
        accept_new_options=True, placeholder="Anyone" if key != "source" else "Anywhere",
        filter_mode="contains",
    )  # fmt: skip
    return chosen


def _date(place: st.delta_generator.DeltaGenerator, label: str, key: str) -> date | None:
    chosen: date | None = place.date_input(
        label, value=None, min_value=EARLIEST, max_value=LATEST, key=key,
        bind="query-params", on_change=_first_page, format="YYYY-MM-DD",
    )  # fmt: skip
    return chosen


def _first_page() -> None:
    st.session_state["page"] = 1


def _clear() -> None:
    st.session_state.update(NOTHING_CHOSEN)


def _summary(found: Counted, filters: Filters) -> str:
    rest = f"{counted(found.speakers, 'named speaker')} in {counted(found.documents, 'document')}"
    return (
        f'<div class="onrecord summary"><h2>{escape(counted(found.quotes, "quote"))} '
        f"<span>{sentence(filters)}</span></h2><p>{rest}</p></div>"
    )


def _speakers(filters: Filters, most: list[tuple[str, int]]) -> str:
    links = "".join(
        f'<li><a target="_self" href="{escape(address(replace(filters, speaker=name)))}">'
        f"{isolated(name)}</a> {number:,}</li>"
        for name, number in most
    )
    return f'<ul class="onrecord most"><li>Most quoted</li>{links}</ul>'
