"""The page of people and organisations: a list to search, and who each of them is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

from onrecord.dashboard import asking
from onrecord.dashboard.behaviour import move
from onrecord.dashboard.quote_list import entity_address
from onrecord.dashboard.wording import isolated
from onrecord.telling import counted
from warehouse import entity_query
from warehouse.entity_query import Wanted

VIEW = "entities"
ADDRESS = f"./?view={VIEW}"
PER_PAGE = 100
TYPES = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "country, city or state",
    "LOC": "region",
    "FAC": "building",
    "NORP": "nationality or party",
    "EVENT": "event",
    "LAW": "law",
    "PRODUCT": "product",
    "WORK_OF_ART": "work of art",
    "LANGUAGE": "language",
}
OFFERED = {"people": ("PERSON",), "organisations": ("ORG",), "places": ("GPE", "LOC", "FAC")}
"""What the filter offers; everything else is found by name."""


def show(path: Path) -> None:
    """Show the list."""
    st.set_page_config(page_title="People and organisations · Onrecord")
    source = asking.warehouse(path)
    with st.sidebar:
        wanted = _wanted()
    total = entity_query.counted(source, wanted)
    st.html(_summary(total, wanted))
    if not total:
        st.html('<p class="onrecord nothing">Nothing fits all filters. Take one away.</p>')
        return
    place = st.empty()
    pages = -(-total // PER_PAGE)
    number = 1
    if pages > 1:
        number = min(int(st.pagination(pages, key="page", bind="query-params")), pages)
    offset = (number - 1) * PER_PAGE
    rows = entity_query.entities(source, wanted, PER_PAGE, offset).dicts()
    place.html(_table(rows, f"{offset + 1:,}–{offset + len(rows):,} of {total:,}"))
    move(f"entities {number}")


def kind(entity_type: str) -> str:
    """Name a type for a person."""
    return TYPES.get(entity_type, entity_type.lower())


def _wanted() -> Wanted:
    st.html('<h2 class="onrecord side">Find people and organisations</h2>')
    name = st.text_input("Name", key="name", bind="query-params", on_change=_first_page)
    kinds = st.pills(
        "Kind", list(OFFERED), selection_mode="multi", key="kinds", bind="query-params",
        on_change=_first_page,
    )  # fmt: skip
    corrected = st.toggle(
        "Corrected only", key="corrected", bind="query-params", on_change=_first_page
    )
    types = [one for chosen in kinds for one in OFFERED[chosen]]
    return Wanted(types, name.strip(), None, corrected)


def _first_page() -> None:
    st.session_state["page"] = 1


def _summary(total: int, wanted: Wanted) -> str:
    named = f" named <b>{isolated(wanted.search)}</b>" if wanted.search else ""
    corrected = " that <b>somebody corrected</b>" if wanted.curated else ""
    return (
        f'<div class="onrecord summary"><h2>{counted(total, "name")}'
        f"<span>{named}{corrected}</span></h2></div>"
    )


def _table(rows: Iterable[dict[str, Any]], which: str) -> str:
    head = "<th>Name</th><th>Who</th><th>Mentions</th><th>Documents</th><th>Quotes</th>"
    return (
        f'<div class="onrecord entities"><p class="range">{escape(which)}</p>'
        f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(_rows(rows))}</tbody></table></div>"
    )


def _rows(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        address = escape(entity_address(row["entity_id"]))
        mark = ' <span class="corrected">corrected</span>' if row["is_curated"] else ""
        who = isolated(row["role"]) if row["role"] else escape(kind(row["entity_type"]))
        numbers = (row["mention_count"], row["document_count"], row["quotes"])
        cells = "".join(f"<td>{number:,}</td>" for number in numbers)
        yield (
            f'<tr><td><a target="_self" href="{address}">{isolated(row["name"])}</a>{mark}</td>'
            f"<td>{who}</td>{cells}</tr>"
        )
